/**
 * Every kind of change goes up, down and up again with equal schemas and no lost row, and comes to the same when each
 * process that works on it is killed: before every step, and when the step has run but is not noted yet.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { introspectSchema } from '../../src/database/migration/introspection/introspect-schema.ts'
import { schemaDrift } from '../../src/database/migration/schema-drift.ts'
import { planContract } from '../../src/plan/migration/live/plan-contract.ts'
import { type MigrationPlan, planMigration } from '../../src/plan/migration/live/plan-migration.ts'
import { isWaiting } from '../../src/plan/migration/live/served-schema.ts'
import { type DatabaseSchema, emptySchema } from '../../src/plan/tables/database-schema.ts'
import { tablesOf } from '../../src/plan/tables/tables-of.ts'
import { diffDumps } from '../../src/plan/verification/schema-dump.ts'
import { isKilled } from './killed-part.ts'
import { type Kind, modelOf } from './kind.ts'
import { type Contents, createMigratedDatabase, type MigratedDatabase } from './migrated-database.ts'

let database: MigratedDatabase

beforeEach(async () => {
  database = await createMigratedDatabase()
})
afterEach(() => database?.drop())

/** Declares the tests of these kinds. */
export function tryKinds(kinds: readonly Kind[]): void {
  describe.each(kinds.map((kind, at) => ({ ...kind, at })))('$name', (kind) => {
    test('goes up, down and up again', { timeout: 120_000 }, async () => {
      for await (const { plan, before } of migrations(kind)) {
        await up(plan)
        const after = await stateOf()
        expect(schemaDrift(plan.to, await introspectSchema(database.client))).toEqual([])
        expectRowsKept(before.contents, after.contents)
        await down(plan)
        const back = await stateOf()
        expect(diffDumps(before.dump, back.dump)).toEqual([])
        if (isReversible(plan)) expect(back.contents).toEqual(before.contents)
        await up(plan)
        expect(diffDumps(after.dump, await database.dump())).toEqual([])
      }
    })

    test.runIf(isKilled(kind.at))(
      'is killed at every moment, and goes on or back',
      { timeout: 600_000 },
      async () => {
        for await (const { plan, before } of migrations(kind)) {
          await up(plan)
          const after = await stateOf()
          await down(plan)
          const processes = await killAtEveryMoment('up', plan.number)
          expect(diffDumps(after.dump, await database.dump())).toEqual([])
          const kept = (contents: Contents) => withoutColumns(contents, kind.ofItsMoment)
          expect(kept((await stateOf()).contents)).toEqual(kept(after.contents))
          await killAtEveryMoment('down', plan.number - 1)
          const back = await stateOf()
          expect(diffDumps(before.dump, back.dump)).toEqual([])
          if (isReversible(plan)) expect(back.contents).toEqual(before.contents)
          // And half-way it may turn round.
          await database.migrateKilled({ direction: 'up', to: plan.number, moment: processes })
          await down(plan)
          expect(diffDumps(before.dump, await database.dump())).toEqual([])
          await up(plan)
          expect(diffDumps(after.dump, await database.dump())).toEqual([])
        }
      },
    )
  })
}

const isReversible = ({ steps }: MigrationPlan) => steps.every(({ reversible }) => reversible)

/**
 * Processes that go on one after the other. By turns one is killed when its first step has run but is not noted, which
 * the next has to make good, and one before its second step.
 *
 * @returns how many steps they came along
 */
async function killAtEveryMoment(direction: 'up' | 'down', to: number): Promise<number> {
  for (let steps = 1; ; steps++) {
    await database.migrateKilled({ direction, to, moment: 1 })
    if (!(await database.migrateKilled({ direction, to, moment: 2 }))) return steps
  }
}

const up = ({ number }: MigrationPlan) => database.migrate('up', number)
const down = ({ number }: MigrationPlan) => database.migrate('down', number - 1)

interface Tried {
  readonly plan: MigrationPlan
  readonly before: State
}

interface State {
  readonly dump: string
  readonly contents: Contents
}

/** The change itself, then the contracts that end what it keeps. */
async function* migrations({ from, to, allowDataLoss, rows, breaks }: Kind): AsyncGenerator<Tried> {
  const [start, end] = [tablesOf(modelOf(from)), tablesOf(modelOf(to))]
  const first = planMigration({ from: emptySchema, to: start, number: 1 })
  await write(first)
  await up(first)
  await database.fill(start, rows)
  const options = allowDataLoss ? { allowDataLoss } : {}
  const expand = planMigration({ from: start, to: end, number: 2, options })
  expect(expand.compatibleFrom).toBe(breaks ? 2 : 0)
  yield await tried(expand)
  let last: DatabaseSchema = expand.to
  for (let number = 3; isWaiting(last); number++) {
    expect(number).toBeLessThan(5)
    const contract = planContract({ from: last, number, options: { allowDataLoss: true } })
    yield await tried(contract)
    last = contract.to
  }
  expect(schemaDrift(end, await introspectSchema(database.client))).toEqual([])
}

async function tried(plan: MigrationPlan): Promise<Tried> {
  await write(plan)
  return { plan, before: await stateOf() }
}

async function write(plan: MigrationPlan): Promise<void> {
  expect(plan.problems).toEqual([])
  await database.write(plan)
}

async function stateOf(): Promise<State> {
  return { dump: await database.dump(), contents: await database.contents() }
}

function withoutColumns(contents: Contents, columns: readonly string[] = []): Contents {
  if (columns.length === 0) return contents
  const kept = (row: string) =>
    JSON.stringify(JSON.parse(row), (name, value) => (columns.includes(name) ? undefined : value))
  return Object.fromEntries(
    Object.entries(contents).map(([table, rows]) => [table, rows.map(kept).sort()] as const),
  )
}

/** A table that is still there, under any name, has as many rows; nothing is emptied on the way. */
function expectRowsKept(before: Contents, after: Contents): void {
  const counts = Object.values(after).map((rows) => rows.length)
  for (const [name, rows] of Object.entries(before)) {
    if (after[name]) expect([name, after[name].length]).toEqual([name, rows.length])
    else expect(rows.length === 0 || counts.includes(rows.length) || name.endsWith('__dropped')).toBe(true)
  }
}
