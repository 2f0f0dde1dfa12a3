import fc from 'fast-check'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { planContract } from '../../plan/migration/live/plan-contract.ts'
import { type MigrationPlan, planMigration } from '../../plan/migration/live/plan-migration.ts'
import { isWaiting } from '../../plan/migration/live/served-schema.ts'
import { emptySchema } from '../../plan/tables/database-schema.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { diffDumps } from '../../plan/verification/schema-dump.ts'
import { fillTables } from '../verification/rows/fill-tables.ts'
import { dumpSchema } from '../verification/schema-dump/dump-schema.ts'
import { introspectSchema } from './introspection/introspect-schema.ts'
import { migrateDown, migrateUp } from './migrate.ts'
import type { Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import type { OnProgress } from './migration-progress.ts'
import { partsOf, type Release, releases } from './random-live-models.test-support.ts'
import { schemaDrift } from './schema-drift.ts'
import { plannedMigration } from './script-migration.test-support.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
  await client.query(`ALTER DATABASE "${client.database}" SET synchronous_commit = off`)
})

afterAll(() => database?.drop())

// `RUNS=500 npx vitest run …` for a longer look.
const runs = Number(process.env.RUNS ?? 4)

it('comes from any release to any other with its rows, there and back and to the end', {
  timeout: 60_000 + runs * 10_000,
}, async () => {
  let finished = 0
  await fc.assert(
    fc.asyncProperty(releases, fc.nat(), async ([one, other], stop) => {
      if (await tryChange([one, other], stop)) finished += 1
    }),
    // Shrinking would take longer than reading the plans.
    { numRuns: runs, endOnFailure: true },
  )
  // What rows stop proves only that it goes back.
  expect(finished).toBeGreaterThan(0)
})

/** @returns whether it came to the end */
async function tryChange([one, other]: readonly [Release, Release], stop: number): Promise<boolean> {
  const [from, to] = [tablesOf(modelOf(partsOf(one))), tablesOf(modelOf(partsOf(other)))]
  const start = planMigration({ from: emptySchema, to: from, number: 1 })
  const change = planMigration({ from, to, number: 2, options: { allowDataLoss: true } })
  fc.pre(change.problems.length === 0)
  const migrations = [plannedMigration(start)]
  await database.clear()
  await up(migrations)
  await fillTables({ client, schema: from, rowsPerTable: 5, seed: 7 })
  for (let plan = change; ; plan = contractOf(plan)) {
    migrations.push(plannedMigration(plan))
    if (!(await thereAndBack(migrations, plan))) return false
    await turnRound(migrations, plan, stop)
    if (!isWaiting(plan.to)) break
    expect(plan.number).toBeLessThan(5)
  }
  expect(schemaDrift(to, await introspectSchema(client))).toEqual([])
  return true
}

function contractOf({ to: from, number }: MigrationPlan): MigrationPlan {
  const plan = planContract({ from, number: number + 1, options: { allowDataLoss: true } })
  expect(plan.problems).toEqual([])
  return plan
}

/** Up, down and up again; where rows are in the way, back from half-way. @returns whether none are */
async function thereAndBack(migrations: readonly Migration[], plan: MigrationPlan): Promise<boolean> {
  const before = await stateOf()
  const isFree = await upUnlessRowsForbid(migrations)
  const after = await stateOf()
  if (isFree) expect(schemaDrift(plan.to, await introspectSchema(client))).toEqual([])
  await migrateDown({ client, migrations, dutyCycle: 1 })
  const back = await stateOf()
  expect(diffDumps(before.dump, back.dump)).toEqual([])
  if (plan.steps.every(({ reversible }) => reversible)) expect(back.rows).toEqual(before.rows)
  if (!isFree) return false
  await up(migrations)
  expect(diffDumps(after.dump, (await stateOf()).dump)).toEqual([])
  return true
}

/** Stopped before one of its steps, on its way there and on its way back, it comes to what it came from. */
async function turnRound(migrations: readonly Migration[], plan: MigrationPlan, stop: number): Promise<void> {
  const step = 1 + (stop % Math.max(plan.steps.length, 1))
  const onProgress: OnProgress = (progress) => {
    if (progress.event === 'step-started' && progress.step === step) throw new Error('stopped')
  }
  const run = { client, migrations, dutyCycle: 1, ignoreServing: true }
  const after = await dumpSchema(client)
  await expect(migrateDown({ ...run, onProgress })).rejects.toThrow('stopped')
  await up(migrations)
  expect(diffDumps(after, await dumpSchema(client))).toEqual([])
  await migrateDown(run)
  const before = await dumpSchema(client)
  await expect(migrateUp({ ...run, onProgress })).rejects.toThrow('stopped')
  if (step > 1) await migrateDown(run)
  expect(diffDumps(before, await dumpSchema(client))).toEqual([])
  await up(migrations)
}

/** Rows may hold the same value where a field becomes unique, one that a check forbids, or the id of another table. */
async function upUnlessRowsForbid(migrations: readonly Migration[]): Promise<boolean> {
  try {
    await up(migrations)
    return true
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error
    const { cause } = error
    if (cause instanceof Error && 'code' in cause && /^23(503|505|514)$/.test(String(cause.code)))
      return false
    throw error
  }
}

const up = (migrations: readonly Migration[]) =>
  migrateUp({ client, migrations, dutyCycle: 1, ignoreServing: true })

interface State {
  readonly dump: string
  readonly rows: Readonly<Record<string, unknown>>
}

async function stateOf(): Promise<State> {
  const rows: Record<string, unknown> = {}
  for (const name of Object.keys((await introspectSchema(client)).tables)) {
    const found = await client.query(`SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`)
    rows[name] = found.rows.map(({ row }) => row)
  }
  return { dump: await dumpSchema(client), rows }
}
