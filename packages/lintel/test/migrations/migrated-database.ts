/** A database with rows and a folder of migrations: what each kind of change is tried on. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from 'lintel/testing'
import { Client } from 'pg'
import { migrateDown, migrateUp } from '../../src/database/migration/migrate.ts'
import { readMigrations, writeMigration } from '../../src/database/migration/read-migrations.ts'
import { fillTables } from '../../src/database/verification/rows/fill-tables.ts'
import { dumpSchema } from '../../src/database/verification/schema-dump/dump-schema.ts'
import type { MigrationPlan } from '../../src/plan/migration/live/plan-migration.ts'
import { migrationFiles } from '../../src/plan/migration/migration-files.ts'
import type { DatabaseSchema } from '../../src/plan/tables/database-schema.ts'

export type Direction = 'up' | 'down'
/** Rows of each table as JSON texts, in their order. */
export type Contents = Readonly<Record<string, readonly string[]>>

export interface MigratedDatabase {
  readonly client: Client
  /** Writes a plan as the next migration. */
  write(plan: MigrationPlan): Promise<void>
  /** @param to  number of the migration that is the last one then */
  migrate(direction: Direction, to: number): Promise<void>
  /** The same in a process that is killed at this moment of its work; `false` where it came to its end before. */
  migrateKilled(run: KilledRun): Promise<boolean>
  fill(schema: DatabaseSchema, rows?: string): Promise<void>
  dump(): Promise<string>
  contents(): Promise<Contents>
  drop(): Promise<void>
}

export interface KilledRun {
  readonly direction: Direction
  readonly to: number
  /** 0: before its first step; 1: when that has run, but is not noted yet. */
  readonly moment: number
}

const runner = fileURLToPath(new URL('./killed-runner.mjs', import.meta.url))

export async function createMigratedDatabase(): Promise<MigratedDatabase> {
  const { connectionString, drop } = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  const client = new Client({ connectionString })
  await client.connect()
  // A process is killed, not the server: what was committed stays, whether it is on the disk or not.
  await client.query('ALTER DATABASE ' + client.database + ' SET synchronous_commit = off')
  const quick = { dutyCycle: 1, ignoreServing: true }
  return {
    client,
    async write(plan) {
      await writeMigration(folder, migrationFiles(plan, `number ${plan.number}`))
    },
    async migrate(direction, to) {
      const migrations = await readMigrations(folder)
      await (direction === 'up' ? migrateUp : migrateDown)({ client, migrations, to, ...quick })
    },
    migrateKilled: ({ direction, to, moment }) =>
      runKilled([connectionString, folder, direction, String(to), String(moment)]),
    async fill(schema, rows) {
      const filled = await fillTables({ client, schema, rowsPerTable: 40, seed: 7 })
      if (filled.shortages.length > 0) throw new Error(JSON.stringify(filled.shortages))
      if (rows !== undefined) await client.query(rows)
    },
    dump: () => dumpSchema(client),
    contents: () => contentsOf(client),
    async drop() {
      await client.end()
      await drop()
      await rm(folder, { recursive: true })
    },
  }
}

async function runKilled(words: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [runner, ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (data) => {
    said += data
  })
  const [code, signal] = await once(child, 'exit')
  if (signal === 'SIGKILL') return true
  if (code === 7) return false
  throw new Error(said)
}

async function contentsOf(client: Client): Promise<Contents> {
  const { rows: tables } = await client.query(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  )
  const contents: Record<string, readonly string[]> = {}
  for (const { name } of tables) {
    const { rows } = await client.query(`SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`)
    contents[name] = rows.map(({ row }) => row)
  }
  return contents
}
