/**
 * Every kind of change goes up, down and up again with equal schemas and no lost row, and comes to the same when its
 * process is killed at any moment, whichever way it goes on.
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
import { type Kind, modelOf } from './kind.ts'
import { type Contents, createMigratedDatabase, type MigratedDatabase } from './migrated-database.ts'
import { kinds } from './migration-kinds.ts'

let database: MigratedDatabase

beforeEach(async () => {
  database = await createMigratedDatabase()
})
afterEach(() => database?.drop())

test('there are at least sixty of them, each by its own name', () => {
  expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length)
  expect(kinds.length).toBeGreaterThanOrEqual(60)
})

describe.each(kinds)('$name', (kind) => {
  test('goes up, down and up again', { timeout: 60_000 }, async () => {
    for await (const { plan, before } of migrations(kind)) {
      await database.migrate('up')
      const up = await stateOf()
      expect(schemaDrift(plan.to, await introspectSchema(database.client))).toEqual([])
      expectRowsKept(before.contents, up.contents)
      await database.migrate('down')
      const down = await stateOf()
      expect(diffDumps(before.dump, down.dump)).toEqual([])
      if (plan.steps.every(({ reversible }) => reversible)) expect(down.contents).toEqual(before.contents)
      await database.migrate('up')
      const again = await stateOf()
      expect(diffDumps(up.dump, again.dump)).toEqual([])
    }
  })

  test('is killed at every moment, and goes on or back', { timeout: 300_000 }, async () => {
    for await (const { plan, before } of migrations(kind)) {
      const isReversible = plan.steps.every(({ reversible }) => reversible)
      await database.migrate('up')
      const up = await stateOf()
      await database.migrate('down')
      for (let moment = 0; await database.migrateKilled('up', moment); moment++) {
        // By turns it goes on, and back: both from every second moment, and one of them from each.
        if (moment % 2 === 1) {
          await database.migrate('down')
          const back = await stateOf()
          expect(diffDumps(before.dump, back.dump)).toEqual([])
          if (isReversible) expect(back.contents).toEqual(before.contents)
        }
        await database.migrate('up')
        expect(diffDumps(up.dump, await database.dump())).toEqual([])
        await database.migrate('down')
      }
      // The last one came to its end.
      expect(diffDumps(up.dump, await database.dump())).toEqual([])
      for (let moment = 0; await database.migrateKilled('down', moment); moment++) {
        await database.migrate('down')
        const down = await stateOf()
        expect(diffDumps(before.dump, down.dump)).toEqual([])
        if (isReversible) expect(down.contents).toEqual(before.contents)
        await database.migrate('up')
      }
      await database.migrate('up')
      expect(diffDumps(up.dump, await database.dump())).toEqual([])
    }
  })
})

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
  await write(planMigration({ from: emptySchema, to: start, number: 1 }))
  await database.migrate('up')
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

/** A table that is still there, under any name, has as many rows; nothing is emptied on the way. */
function expectRowsKept(before: Contents, after: Contents): void {
  const counts = Object.values(after).map((rows) => rows.length)
  for (const [name, rows] of Object.entries(before)) {
    if (after[name]) expect([name, after[name].length]).toEqual([name, rows.length])
    else expect(rows.length === 0 || counts.includes(rows.length) || name.endsWith('__dropped')).toBe(true)
  }
}
