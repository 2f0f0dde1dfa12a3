/** What a caller may write: the fields of one request, and the rows that they refer to. */
import { referenceNotFound } from '../database/database-problems.ts'
import { findRows } from '../database/find.ts'
import { actorOf } from '../plan/access/actor.ts'
import { type Decision, fieldsJudged } from '../plan/access/condition.ts'
import {
  boundReferences,
  deniedFields,
  outcomeDecision,
  type Write,
  writeDecision,
} from '../plan/access/writing.ts'
import type { WriteModel } from '../spec/model.ts'
import type { Principal } from '../spec/principal.ts'
import type { Problem } from '../spec/problem.ts'
import { contextOf } from './backend.ts'
import type { Admitted } from './endpoint.ts'
import type { Served } from './endpoints/resource-endpoint.ts'
import { requestProblem } from './request-problems.ts'

type Values = Readonly<Record<string, unknown>>

/** The write that a request asks for, before its values are known. */
export interface Sent {
  readonly served: Served
  readonly action: 'create' | 'update'
  readonly write: WriteModel
}

/** The decision of the row with those of the fields that are sent. Throws 403 that names fields which are not theirs. */
export function admittedWrite(sent: Sent, { principal, decision }: Admitted, values: Values): Decision {
  const write = writeOf(sent, principal, values)
  const denied = deniedFields(write)
  if (denied.length > 0) {
    throw requestProblem('forbidden', {
      errors: denied.map((name) => ({
        pointer: `/${name}`,
        code: 'forbidden',
        message: `${name} is not yours to write.`,
      })),
    })
  }
  return writeDecision(decision, write)
}

/** What the changed row must meet, where the resource says so. */
export function admittedOutcome(sent: Sent, { principal }: Admitted, values: Values): Decision | undefined {
  return outcomeDecision(writeOf(sent, principal, values))
}

/** Why a row was refused, if it refers to one that the caller does not see: it is told as if that were not there. */
export async function unseenReference(
  sent: Sent,
  { principal, decision }: Admitted,
  values: Values,
): Promise<Problem | undefined> {
  const { model } = sent.served.backend
  const context = contextOf(sent.served.backend, principal)
  const missing: string[] = []
  // A reference that the rule itself reads is refused by the rule, wherever it leads.
  const ruled = fieldsJudged(decision)
  for (const field of boundReferences(writeOf(sent, principal, values))) {
    if (ruled.includes(field.name)) continue
    const id = values[field.name]
    const target = model.entities[field.target ?? '']
    if (!target || id === null || id === undefined) continue
    const seen = await findRows(context, target, { where: id, limit: 1 })
    if (seen.length === 0) missing.push(field.name)
  }
  return missing.length > 0 ? referenceNotFound(missing) : undefined
}

function writeOf({ served, action, write }: Sent, principal: Principal, values: Values): Write {
  const { backend, entity } = served
  // What the server sets is not the caller's doing.
  const fields = Object.keys(values).filter((name) => !(name in write.set))
  return { model: backend.model, entity, actor: actorOf(principal), action, fields }
}

/** Fields that have a rule of who may write them or who sees them. */
export function ruledFields({ backend, entity }: Served): ReadonlySet<string> {
  const resources = Object.values(backend.model.resources).filter((each) => each.entity === entity.name)
  return new Set(resources.flatMap(({ fields }) => Object.keys(fields ?? {})))
}
