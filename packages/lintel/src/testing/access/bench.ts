/** What every door is tried with. */
import type { Decision } from '../../plan/access/condition.ts'
import type { DataRow } from '../../plan/access/row-snapshot.ts'
import type { ContractModel } from '../../plan/contract/contract-model.ts'
import type { Random } from '../../plan/verification/random.ts'
import type { Application } from '../../spec/application.ts'
import type { EntityModel, ResourceModel } from '../../spec/model.ts'
import type { AccessServer, Answer } from './access-server.ts'
import type { Telling } from './arrange-situations.ts'
import type { Oracle } from './oracle.ts'
import type { Person } from './people.ts'
import type { RowBackup } from './row-backup.ts'
import type { Verdicts } from './verdicts.ts'

export interface Bench {
  readonly application: Application
  /** By the names of their declarations. */
  readonly contracts: ReadonlyMap<string, ContractModel>
  readonly server: AccessServer
  readonly oracle: Oracle
  readonly people: readonly Person[]
  readonly verdicts: Verdicts
  readonly backup: RowBackup
  /** Rows that are in no table, by entity: what people try to create. */
  readonly candidates: ReadonlyMap<string, readonly DataRow[]>
  /** Rows that one part of a rule decides about, each for a person. */
  readonly telling: readonly Telling[]
  readonly random: Random
  /** Rows of each entity that writes are tried on. */
  readonly rowsToWrite: number
}

/** A resource with an API, and the entity of its rows. */
export interface Offered {
  readonly resource: ResourceModel
  readonly entity: EntityModel
  /** `/v1/orders` */
  readonly path: string
}

export function offeredBy({ oracle: { model } }: Bench): readonly Offered[] {
  return Object.values(model.resources).flatMap((resource) => {
    const entity = model.entities[resource.entity]
    if (!entity || resource.path === null) return []
    return [{ resource, entity, path: `${model.prefix}${resource.path}` }]
  })
}

/** 401 where signing in could help, else 403. */
export function refusalFor({ principal }: Person): number {
  return principal.isSignedIn ? 403 : 401
}

/** The status of a call whose rule needs no row, where `admitted` is what it gives otherwise. */
export function statusBy(decision: Decision, person: Person, admitted: number): number {
  return decision === false ? refusalFor(person) : admitted
}

/** The rows of an answer. */
export function dataOf({ body }: Answer): readonly Readonly<Record<string, unknown>>[] {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined
  return Array.isArray(data) ? data : []
}

/** Values that a person sent, in the order of their names: so that two are compared as text. */
export function listText(values: Iterable<unknown>): string {
  return [...values].map(String).toSorted().join(' ')
}
