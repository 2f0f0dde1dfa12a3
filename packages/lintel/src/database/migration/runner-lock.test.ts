import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrateUp } from './migrate.ts'
import type { MigrationProgress } from './migration-progress.ts'
import { migrationStatus } from './migration-status.ts'
import { lockHolder } from './runner-lock.ts'
import { refusal, scriptMigration, until } from './script-migration.test-support.ts'
import { workName } from './sessions.ts'
import { createThrowawayDatabase, type ThrowawayDatabase } from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
})

afterAll(() => database?.drop())

beforeEach(() => database.clear())

const start = scriptMigration(
  1,
  'start',
  `CREATE TABLE notes (id integer PRIMARY KEY, size integer); INSERT INTO notes SELECT generate_series(1, 1000);`,
)

/** Ends the session that holds the lock; the one that works goes on. */
async function cutLock(): Promise<void> {
  const holder = await lockHolder(client)
  expect(holder?.applicationName).toBe('deploy')
  await client.query('SELECT pg_terminate_backend($1)', [holder?.pid])
}

/** Migrates while something happens as soon as a runner tells of this event. */
async function migrateWhile(
  options: Pick<Parameters<typeof migrateUp>[0], 'migrations' | 'dutyCycle'>,
  event: MigrationProgress['event'],
  happens: () => Promise<void>,
) {
  const runner = await database.connect('deploy')
  let happened: Promise<void> | undefined
  const error = await refusal(
    migrateUp({
      ...options,
      client: runner,
      onProgress(progress) {
        if (progress.event === event) happened ??= happens()
      },
    }),
  )
  await happened
  return error
}

describe('a lock that is lost during a step', () => {
  it('keeps the step from being kept', async () => {
    const migrations = [start, scriptMigration(2, 'slow', 'CREATE TABLE slow (); SELECT pg_sleep(1);')]
    await migrateUp({ client, migrations, to: 1 })
    const error = await migrateWhile({ migrations }, 'step-started', cutLock)
    expect(error).toMatchObject({ code: 'migration_lock_lost' })
    expect((await client.query(`SELECT to_regclass('slow') AS name`)).rows).toEqual([{ name: null }])
    await migrateUp({ client, migrations })
    expect((await migrationStatus({ client, migrations })).pending).toBe(0)
  })

  it('stops a backfill before its next batch', async () => {
    const fill = `-- lintel: step backfill over notes by id\nUPDATE notes SET size = coalesce(size, 0) + 1 FROM pg_sleep(0.05) WHERE id BETWEEN $1 AND $2;`
    const migrations = [start, scriptMigration(2, 'fill', fill)]
    await migrateUp({ client, migrations, to: 1 })
    const error = await migrateWhile({ migrations, dutyCycle: 0.2 }, 'step-rows', cutLock)
    expect(error).toMatchObject({ code: 'migration_lock_lost' })
    await migrateUp({ client, migrations, dutyCycle: 1 })
    const { rows } = await client.query('SELECT DISTINCT size FROM notes')
    expect(rows).toEqual([{ size: 1 }])
  })
})

describe('what a killed runner left at work', () => {
  it('is ended by the next one, which builds the index anew', async () => {
    await client.query(
      `CREATE FUNCTION slow(value integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN
         PERFORM pg_sleep(coalesce(current_setting('test.nap', true), '0')::float); RETURN value; END $$`,
    )
    const index = '-- lintel: step concurrently\nCREATE INDEX CONCURRENTLY slow_idx ON notes (slow(id));'
    const migrations = [start, scriptMigration(2, 'index', index)]
    await migrateUp({ client, migrations, to: 1 })
    const killed = await database.connect('deploy')
    // A thousand rows take 30 s, unless somebody ends it.
    await killed.query(`SET test.nap = '0.03'`)
    const running = migrateUp({ client: killed, migrations }).catch((error: unknown) => error)
    await until(async () => {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_stat_progress_create_index WHERE datname = current_database()`,
      )
      return rows.length === 1
    })
    await cutLock()
    // The server does not hear of it: the connection is gone without a word.
    connectionOf(killed).destroy()
    expect(await running).toBeInstanceOf(Error)
    const startedAt = performance.now()
    await migrateUp({ client, migrations, waitTimeoutMs: 5_000 })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    const { rows } = await client.query(
      `SELECT indisvalid AS valid FROM pg_index WHERE indrelid = 'notes'::regclass AND NOT indisprimary`,
    )
    expect(rows).toEqual([{ valid: true }])
  })

  it('is ended also where its server process does nothing at all', async () => {
    const orphan = await database.connect(workName)
    await migrateUp({ client, migrations: [start] })
    await expect(orphan.query('SELECT 1')).rejects.toThrow()
  })

  it('is not looked for in sessions of another name', async () => {
    const other = await database.connect('shop')
    await migrateUp({ client, migrations: [start] })
    expect((await other.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })
})

function connectionOf(client: Client): { destroy(): void } {
  return (client as unknown as { readonly connection: { readonly stream: { destroy(): void } } }).connection
    .stream
}
