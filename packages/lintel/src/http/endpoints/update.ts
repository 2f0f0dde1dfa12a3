/** `PATCH`, `PUT` and `DELETE /orders/{id}`: changes that never overwrite what the caller has not seen. */

import type { AccessContext } from '../../database/access-context.ts'
import { type ChangedRow, changeRow, removeRow } from '../../database/change-row.ts'
import { hasRelations } from '../../database/insert.ts'
import { together } from '../../database/unit-of-work.ts'
import { actorOf } from '../../plan/access/actor.ts'
import { decide } from '../../plan/access/condition.ts'
import { replaceSchema, updateSchema } from '../../plan/schemas/entity-schema.ts'
import { validator } from '../../plan/schemas/validator.ts'
import type { FieldModel, Json, WriteModel } from '../../spec/model.ts'
import type { Problem } from '../../spec/problem.ts'
import { contextOf } from '../backend.ts'
import type { Admitted, Endpoint } from '../endpoint.ts'
import { entityTag, expectedVersions } from '../etag.ts'
import { checked, mergePatch, readJson } from '../json-body.ts'
import { requestProblem } from '../request-problems.ts'
import { admittedOutcome, admittedWrite, ruledFields, type Sent, unseenReference } from '../write-access.ts'
import { withPresets } from './create.ts'
import { readRow } from './read.ts'
import { idOf, pathOf, resourceStages, type Served } from './resource-endpoint.ts'

type Values = Readonly<Record<string, unknown>>

interface Change {
  readonly id: string
  readonly versions: readonly string[] | undefined
  readonly values: Values
}

export function patchEndpoint(served: Served, write: WriteModel): Endpoint<Change, ChangedRow> {
  const validate = validator(updateSchema(served.entity, write))
  return {
    ...changing({ served, action: 'update', write }),
    name: `update.${served.resource.name}`,
    method: 'PATCH',
    plan: async ({ call, principal }) => {
      const id = idOf(served, call)
      const body = checked<Values>(await readJson(call, served.backend.limits, mergePatch), validate)
      return { id, versions: expectedVersions(call), values: withPresets(body, write, principal) }
    },
  }
}

/** What is left out goes back to its default, or to `null`. */
export function putEndpoint(served: Served, write: WriteModel): Endpoint<Change, ChangedRow> {
  const validate = validator(replaceSchema(served.entity, write))
  const fields = write.fields.flatMap((name) => served.entity.fields[name] ?? [])
  const ruled = ruledFields(served)
  return {
    ...changing({ served, action: 'update', write }),
    name: `replace.${served.resource.name}`,
    method: 'PUT',
    plan: async ({ call, principal }) => {
      const id = idOf(served, call)
      const body = checked<Values>(await readJson(call, served.backend.limits), validate)
      const given = (field: FieldModel) =>
        Object.hasOwn(body, field.name) ? body[field.name] : emptyValue(field)
      // A field with a rule of its own stays as it is where it is left out: not everybody may set it back.
      const written = fields.filter((field) => Object.hasOwn(body, field.name) || !ruled.has(field.name))
      const whole = Object.fromEntries(written.map((field) => [field.name, given(field)]))
      return { id, versions: expectedVersions(call), values: withPresets(whole, write, principal) }
    },
  }
}

export function deleteEndpoint(served: Served): Endpoint<Change, void> {
  const { backend, entity, resource } = served
  return {
    name: `delete.${resource.name}`,
    method: 'DELETE',
    path: pathOf(served, '/{id}'),
    ...resourceStages(served, 'delete'),
    plan: ({ call }) => ({ id: idOf(served, call), versions: expectedVersions(call), values: {} }),
    execute: async (change, admitted) => {
      const context = contextOf(backend, admitted.principal)
      const gone = await removeRow(context, { entity, decision: admitted.decision, ...change })
      if (!gone) throw await whyNot(served, change, admitted)
    },
    respond: () => ({ status: 204 }),
  }
}

function changing(sent: Sent) {
  const { served } = sent
  const { backend, entity } = served
  return {
    path: pathOf(served, '/{id}'),
    ...resourceStages(served, 'update'),
    execute: async (change: Change, admitted: Admitted): Promise<ChangedRow> => {
      const context = contextOf(backend, admitted.principal)
      const decision = admittedWrite(sent, admitted, change.values)
      if (decision === false) throw requestProblem('forbidden')
      const outcome = admittedOutcome(sent, admitted, change.values)
      const work = (each: AccessContext) =>
        changeRow(each, { entity, decision, outcome, ...change }, change.values)
      const changed = await (hasRelations(entity, change.values)
        ? together({ context, connections: backend.connections }, work)
        : work(context))
      if (!changed) {
        const missing = await unseenReference(sent, admitted, change.values)
        throw missing ?? (await whyNot(served, change, admitted))
      }
      return changed
    },
    respond: ({ json, version }: ChangedRow) => ({
      status: 200,
      headers: { etag: entityTag(version) },
      body: `{"data":${json}}`,
    }),
  }
}

function emptyValue(field: FieldModel): Json | string {
  if (field.kind === 'manyToMany') return []
  if (field.default && 'value' in field.default) return field.default.value
  return field.default && 'now' in field.default ? new Date().toISOString() : null
}

/**
 * Why nothing was changed. A row that the caller may not read does not exist for it (404); one that it may read but
 * not change is forbidden (403); else its version has moved on (412).
 */
async function whyNot(served: Served, change: Change, { principal, decision }: Admitted): Promise<Problem> {
  const { backend, resource, entity } = served
  const context = contextOf(backend, principal)
  const wanted = { id: change.id, include: [], fields: undefined }
  const exists = (by: Admitted['decision']) =>
    readRow(served, context, wanted, { decision: by }).then(
      () => true,
      (error: Problem) => {
        if (error.code === 'not_found') return false
        throw error
      },
    )
  const actor = actorOf(principal)
  const readable = decide(resource.read?.who, { model: backend.model, entity, actor, action: 'read' })
  const mayChange = await exists(decision)
  if (mayChange && change.versions) return requestProblem('precondition_failed')
  // The row as it was may be changed: as it would be, it may not.
  if (mayChange) return requestProblem('forbidden')
  if (backend.model.refusals === 'hide') return requestProblem('not_found')
  return readable !== false && (await exists(readable))
    ? requestProblem('forbidden')
    : requestProblem('not_found')
}
