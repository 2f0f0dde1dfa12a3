/** A database with two releases on it: migrated up and down while they serve. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from 'lintel/testing'
import { Client } from 'pg'
import { migrateDown, migrateUp } from '../../../src/database/migration/migrate.ts'
import { readMigrations, writeMigration } from '../../../src/database/migration/read-migrations.ts'
import { planContract } from '../../../src/plan/migration/live/plan-contract.ts'
import { type MigrationPlan, planMigration } from '../../../src/plan/migration/live/plan-migration.ts'
import { isWaiting } from '../../../src/plan/migration/live/served-schema.ts'
import { migrationFiles } from '../../../src/plan/migration/migration-files.ts'
import { emptySchema } from '../../../src/plan/tables/database-schema.ts'
import { tablesOf } from '../../../src/plan/tables/tables-of.ts'
import { application } from '../../../src/spec/application.ts'
import { type Release, startRelease } from './release.ts'
import type { ReleaseChange, Side } from './release-change.ts'

export interface Deployment {
  /** Number of the last contract: 3, or 4 where values are put aside first. */
  readonly last: number
  readonly client: Client
  /** Starts one more process of a release. */
  start(side: Side): Promise<Release>
  up(to: number): Promise<void>
  down(to: number): Promise<void>
  /** Stops what is started, and drops the database. */
  end(): Promise<void>
}

export async function deploy(change: ReleaseChange): Promise<Deployment> {
  const plans = plansOf(change)
  const { connectionString, drop } = await createTestDatabase()
  const folders = await foldersOf(plans)
  const client = new Client({ connectionString })
  await client.connect()
  await client.query(`ALTER DATABASE ${client.database} SET synchronous_commit = off`)
  const running = new Set<Release>()
  const migrations = await readMigrations(join(folders.operator, 'migrations'))
  return {
    last: plans.length,
    client,
    async start(side) {
      const directory = folders[side]
      const build = { parts: [change[side]], directory, connectionString, as: change.as }
      const release = await startRelease(build)
      running.add(release)
      return release
    },
    async up(to) {
      await migrateUp({ client, migrations, to, dutyCycle: 1 })
    },
    async down(to) {
      await migrateDown({ client, migrations, to, dutyCycle: 1 })
    },
    async end() {
      await Promise.all([...running].map((release) => release.stop()))
      await client.end()
      await drop()
      await Promise.all(Object.values(folders).map((folder) => rm(folder, { recursive: true })))
    },
  }
}

/** The start, the change, and the contracts that end what it keeps. */
function plansOf({ before, after, allowDataLoss }: ReleaseChange): MigrationPlan[] {
  const [from, to] = [schemaOf(before), schemaOf(after)]
  const options = allowDataLoss ? { allowDataLoss } : {}
  const plans = [
    planMigration({ from: emptySchema, to: from, number: 1 }),
    planMigration({ from, to, number: 2, options }),
  ]
  for (let last = plans[1]?.to; last && isWaiting(last); last = plans.at(-1)?.to) {
    plans.push(planContract({ from: last, number: plans.length + 1, options: { allowDataLoss: true } }))
  }
  const problems = plans.flatMap((plan) => plan.problems)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return plans
}

function schemaOf(parts: readonly object[]) {
  return tablesOf(application('notebook', { parts: [parts] }).model)
}

/** Each release knows the migrations up to its own; whoever deploys knows all of them. */
async function foldersOf(plans: readonly MigrationPlan[]): Promise<Record<Side | 'operator', string>> {
  const [before, after, operator] = await Promise.all([
    folderOf(plans.slice(0, 1)),
    folderOf(plans.slice(0, 2)),
    folderOf(plans),
  ])
  return { before, after, operator }
}

async function folderOf(plans: readonly MigrationPlan[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'release-'))
  for (const plan of plans) {
    await writeMigration(join(folder, 'migrations'), migrationFiles(plan, `number ${plan.number}`))
  }
  return folder
}
