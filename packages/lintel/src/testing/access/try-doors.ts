/** Tries every door for every person: first all that read, then those that write, one after the other. */

import type { AnyEntity } from '../../spec/entity.ts'
import type { EntityModel } from '../../spec/model.ts'
import { type Bench, type Offered, offeredBy } from './bench.ts'
import { codeDoors, codeWrites } from './doors/code.ts'
import { contractDoors } from './doors/contracts.ts'
import { operationDoors } from './doors/operations.ts'
import { readThrough } from './doors/reading.ts'
import { writeThrough } from './doors/writing.ts'

/** Requests that only read run side by side. */
const sideBySide = 6

/** Doors of one entity that are tried before all others. */
export interface FirstDoors {
  readonly entity: string
  readonly kind: 'read' | 'write'
}

interface Ruled {
  readonly entity: EntityModel
  readonly declared: AnyEntity
}

export async function tryDoors(bench: Bench, first?: FirstDoors): Promise<void> {
  const all = entitiesOf(bench)
  const foremost = all.filter(({ entity }) => entity.name === first?.entity)
  const others = all.filter((each) => !foremost.includes(each))
  if (first?.kind === 'write') await write(bench, foremost)
  await together(bench.people.map((person) => () => operationDoors(bench, person)))
  for (const person of bench.people) await contractDoors(bench, person)
  await read(bench, foremost)
  await read(bench, others)
  if (first?.kind !== 'write') await write(bench, foremost)
  await write(bench, others)
}

async function read(bench: Bench, entities: readonly Ruled[]): Promise<void> {
  const { people } = bench
  await together(
    entities.flatMap((entity) => [
      ...people.map((person) => () => codeDoors({ bench, person, ...entity })),
      ...resourcesOf(bench, entity).flatMap((offered) =>
        people.map((person) => () => readThrough({ bench, person, ...offered })),
      ),
    ]),
  )
}

/** One after the other: each puts back what it changed. */
async function write(bench: Bench, entities: readonly Ruled[]): Promise<void> {
  const { people } = bench
  for (const entity of entities) {
    for (const person of people) await codeWrites({ bench, person, ...entity })
    for (const offered of resourcesOf(bench, entity))
      for (const person of people) await writeThrough({ bench, person, ...offered })
    await unchanged(bench, entity.entity)
  }
}

function resourcesOf(bench: Bench, { entity }: Ruled): readonly Offered[] {
  return offeredBy(bench).filter((offered) => offered.entity === entity)
}

/** Entities that rules are declared for, as they were declared. */
function entitiesOf({ application, oracle: { model } }: Bench): readonly Ruled[] {
  const ruled = new Set(Object.values(model.resources).map(({ entity }) => entity))
  return Object.values(model.entities).flatMap((entity) => {
    const declared = application.declarations.entities.get(entity.name)
    return declared && ruled.has(entity.name) ? [{ entity, declared }] : []
  })
}

/** Whatever was refused, or taken back, has left no trace in any table. */
async function unchanged({ backup, verdicts }: Bench, { name }: EntityModel): Promise<void> {
  const changed = await backup.changedTables()
  const actual = changed.join() || 'unchanged'
  verdicts.check({ person: 'nobody', door: `database ${name}`, expected: 'unchanged', actual })
}

async function together(work: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...work]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next()
  }
  const ended = await Promise.allSettled(
    Array.from({ length: sideBySide }, () =>
      worker().catch((error) => {
        // The others end with what they have begun.
        waiting.length = 0
        throw error
      }),
    ),
  )
  const failed = ended.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
}
