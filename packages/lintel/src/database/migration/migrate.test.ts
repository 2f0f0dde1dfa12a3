import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { planMigration } from '../../plan/migration/live/plan-migration.ts'
import { migrationFiles } from '../../plan/migration/migration-files.ts'
import { emptySchema } from '../../plan/tables/database-schema.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { introspectSchema } from './introspection/introspect-schema.ts'
import { migrateDown, migrateUp } from './migrate.ts'
import { checksumOf, type Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import type { MigrationProgress } from './migration-progress.ts'
import { migrationStatus } from './migration-status.ts'
import { latestSnapshot, readMigrations, writeMigration } from './read-migrations.ts'
import { schemaDrift } from './schema-drift.ts'
import { workName } from './sessions.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase
let directory: string

beforeAll(async () => {
  database = await createThrowawayDatabase()
})

afterAll(() => database?.drop())

beforeEach(async () => {
  await database.clear()
  directory = await mkdtemp(join(tmpdir(), 'migrations-'))
})

afterEach(() => rm(directory, { recursive: true }))

function migration(number: number, name: string, up: string, down: string | null = ''): Migration {
  const folder = `${String(number).padStart(4, '0')}-${name}`
  return {
    number,
    name,
    folder,
    up: { file: `migrations/${folder}/up.sql`, sql: up },
    ...(down === null ? {} : { down: { file: `migrations/${folder}/down.sql`, sql: down } }),
    checksum: checksumOf(up, down ?? ''),
  }
}

async function refusal(work: Promise<unknown>): Promise<MigrationError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(MigrationError)
  return error as MigrationError
}

async function tables(): Promise<string[]> {
  return Object.keys((await introspectSchema(database.client)).tables)
}

const first = migration(1, 'first', 'CREATE TABLE first (id int);', 'DROP TABLE first;')
const second = migration(2, 'second', 'CREATE TABLE second (id int);', 'DROP TABLE second;')
const third = migration(3, 'third', 'CREATE TABLE third (id int);', 'DROP TABLE third;')
const three = [first, second, third]

describe('a folder of migrations', () => {
  it('is written from plans, read back and applied', async () => {
    const { client } = database
    const one = tablesOf(modelOf({ Note: entity('note', { body: t.text() }) }))
    const two = tablesOf(modelOf({ Note: entity('note', { body: t.text(), title: t.string().optional() }) }))
    await writeMigration(
      directory,
      migrationFiles(planMigration({ from: emptySchema, to: one, number: 1 }), 'start'),
    )
    await writeMigration(
      directory,
      migrationFiles(planMigration({ from: one, to: two, number: 2 }), 'add titles'),
    )
    const migrations = await readMigrations(directory)
    expect(migrations.map(({ number, folder }) => [number, folder])).toEqual([
      [1, '0001-start'],
      [2, '0002-add-titles'],
    ])
    expect(latestSnapshot(migrations)).toEqual(two)

    const events: string[] = []
    const onProgress = (each: MigrationProgress) => {
      if (each.event === 'started' || each.event === 'finished')
        events.push(`${each.event} ${each.direction} ${each.migration.folder}`)
    }
    await migrateUp({ client, migrations, onProgress })
    expect(events).toEqual([
      'started up 0001-start',
      'finished up 0001-start',
      'started up 0002-add-titles',
      'finished up 0002-add-titles',
    ])
    expect(schemaDrift(two, await introspectSchema(client))).toEqual([])
    expect(await migrateUp({ client, migrations })).toEqual([])

    await migrateDown({ client, migrations })
    expect(schemaDrift(one, await introspectSchema(client))).toEqual([])
    await migrateDown({ client, migrations, to: 0 })
    expect(await tables()).toEqual([])
  })

  it('is empty where there is none', async () => {
    expect(await readMigrations(join(directory, 'absent'))).toEqual([])
    expect(latestSnapshot([])).toBe(emptySchema)
  })

  it('is refused with gaps, equal numbers, strange names, broken snapshots', async () => {
    const files = { 'up.sql': 'SELECT 1;', 'down.sql': '', 'snapshot.json': '{"format":1,"tables":{}}' }
    const path = await writeMigration(directory, { folder: '0001-a', files })
    await writeMigration(directory, { folder: '0003-c', files })
    expect(await refusal(readMigrations(directory))).toMatchObject({
      code: 'migration_gap',
      message: '0003-c follows 0001-a.',
    })
    await rm(join(directory, '0003-c'), { recursive: true })
    await writeMigration(directory, { folder: '0001-b', files })
    expect(await refusal(readMigrations(directory))).toMatchObject({ code: 'migration_duplicate' })
    await rm(join(directory, '0001-b'), { recursive: true })
    await writeMigration(directory, { folder: 'two', files })
    expect(await refusal(readMigrations(directory))).toMatchObject({
      code: 'migration_unreadable',
      file: join(directory, 'two'),
    })
    await rm(join(directory, 'two'), { recursive: true })
    await writeFile(join(path, 'snapshot.json'), '<<<<<<< HEAD')
    expect(await refusal(readMigrations(directory))).toMatchObject({
      code: 'migration_unreadable',
      file: join(path, 'snapshot.json'),
    })
    await rm(join(path, 'snapshot.json'))
    expect(await readMigrations(directory)).toHaveLength(1)
    await expect(writeMigration(directory, { folder: '0001-a', files })).rejects.toThrow('EEXIST')
  })

  it('may change its line ends', () => {
    expect(checksumOf('a;\r\nb;\r\n', '')).toBe(checksumOf('a;\nb;\n', ''))
    expect(checksumOf('a', 'b')).not.toBe(checksumOf('ab', ''))
  })
})

describe('up and down', () => {
  it('stop where they are told to', async () => {
    const { client } = database
    await migrateUp({ client, migrations: three, to: 2 })
    expect(await tables()).toEqual(['first', 'second'])
    await migrateUp({ client, migrations: three })
    expect((await migrateDown({ client, migrations: three, steps: 2 })).map(({ name }) => name)).toEqual([
      'third',
      'second',
    ])
    expect(await tables()).toEqual(['first'])
    expect(await refusal(migrateUp({ client, migrations: three, to: 4 }))).toMatchObject({
      code: 'target_unknown',
    })
    expect(await migrateDown({ client, migrations: three, steps: 9 })).toHaveLength(1)
  })

  it('leave the settings of the session as they were', async () => {
    const { client } = database
    const settings = `SELECT current_setting('lock_timeout') AS lock, current_setting('search_path') AS path`
    const { rows: before } = await client.query(settings)
    const outside = migration(
      2,
      'outside',
      '-- lintel: no-transaction\nCREATE INDEX CONCURRENTLY i ON first (id);',
    )
    await migrateUp({ client, migrations: [first, outside] })
    expect((await client.query(settings)).rows).toEqual(before)
  })

  it('mean the schema public, also for a user who is called lintel', async () => {
    const { client } = database
    await client.query(`CREATE SCHEMA lintel; SET search_path TO "$user", lintel, public`)
    await migrateUp({ client, migrations: [first] })
    await client.query('RESET search_path')
    expect(await tables()).toEqual(['first'])
  })

  it('refuse to go back where there is no way', async () => {
    const { client } = database
    const migrations = [first, migration(2, 'one-way', 'CREATE TABLE other (id int)', null), third]
    await migrateUp({ client, migrations })
    expect(await refusal(migrateDown({ client, migrations, to: 0 }))).toMatchObject({
      code: 'migration_irreversible',
      message: '0002-one-way has no down.sql.',
    })
    expect(await tables()).toEqual(['first', 'other', 'third'])
  })

  it('are told by the status, which changes nothing', async () => {
    const { client } = database
    expect(await migrationStatus({ client, migrations: three })).toMatchObject({ pending: 3 })
    expect((await client.query(`SELECT to_regnamespace('lintel') AS found`)).rows).toEqual([{ found: null }])
    await migrateUp({ client, migrations: three, to: 1 })
    const status = await migrationStatus({ client, migrations: three })
    expect(status.pending).toBe(2)
    expect(status.problem).toBeUndefined()
    expect(status.migrations[0]).toMatchObject({
      folder: '0001-first',
      appliedAt: expect.stringMatching(/^20.*Z$/),
    })
    expect(status.migrations[1]).toEqual({ number: 2, name: 'second', folder: '0002-second' })
  })
})

describe('a history that does not fit', () => {
  it('is refused: edited, unknown, out of order', async () => {
    const { client } = database
    await migrateUp({ client, migrations: [first, second] })
    const edited = migration(2, 'second', 'CREATE TABLE second (id bigint);', 'DROP TABLE second;')
    for (const work of [migrateUp, migrateDown]) {
      expect(await refusal(work({ client, migrations: [first, edited, third] }))).toMatchObject({
        code: 'migration_edited',
        message: expect.stringMatching(/^0002-second was changed after it was applied on 20/),
        file: 'migrations/0002-second/up.sql',
      })
    }
    expect(await refusal(migrateUp({ client, migrations: [first] }))).toMatchObject({
      code: 'migration_unknown',
    })
    expect(
      await refusal(migrateUp({ client, migrations: [first, migration(2, 'other', '')] })),
    ).toMatchObject({
      code: 'migration_unknown',
      message:
        '0002-second is applied, but it is not among the files. The files have 0002-other in its place.',
    })
    await client.query('DELETE FROM lintel.migrations WHERE number = 1')
    expect(await refusal(migrateUp({ client, migrations: three }))).toMatchObject({
      code: 'migration_out_of_order',
    })
    const status = await migrationStatus({ client, migrations: three })
    expect(status.problem).toMatchObject({ code: 'migration_out_of_order' })
    expect(await tables()).toEqual(['first', 'second'])
  })
})

describe('a statement that fails', () => {
  it('is named by file and line, and nothing of its migration stays', async () => {
    const { client } = database
    const up =
      "-- größer\nCREATE TABLE other (id int, name text DEFAULT 'ü');\n\nALTER TABLE other\n  ADD COLUMN a int,\n  ADD COLUMN b nonsense;\n"
    const error = await refusal(migrateUp({ client, migrations: [first, migration(2, 'broken', up), third] }))
    expect(error).toMatchObject({
      code: 'migration_failed',
      message: 'migrations/0002-broken/up.sql:6 type "nonsense" does not exist',
      line: 6,
    })
    expect(await tables()).toEqual(['first'])
    expect(await migrationStatus({ client, migrations: three })).toMatchObject({ pending: 2 })
  })

  it('is named also where PostgreSQL gives no position, with what to do', async () => {
    const { client } = database
    const up = 'INSERT INTO first VALUES (NULL);\n\nALTER TABLE first\n  ALTER COLUMN id SET NOT NULL;'
    const error = await refusal(migrateUp({ client, migrations: [first, migration(2, 'broken', up)] }))
    expect(error).toMatchObject({ line: 3, hint: expect.stringContaining('Rows without a value') })
    expect(error.message).toContain('contains null values')
  })

  it('does not show a value', async () => {
    const { client } = database
    const up = `CREATE TABLE t AS SELECT 'secret-value'::text AS a; ALTER TABLE t ALTER COLUMN a TYPE int USING a::int`
    const error = await refusal(migrateUp({ client, migrations: [migration(1, 'broken', up)] }))
    expect(error.message).toBe('migrations/0001-broken/up.sql:1 invalid input syntax for type integer')
    expect(`${error.message} ${error.hint}`).not.toContain('secret-value')
  })

  it('may be one that waits for a lock, or takes too long', async () => {
    const { client } = database
    await migrateUp({ client, migrations: [first] })
    const other = await database.connect()
    await other.query('BEGIN; LOCK TABLE first')
    const blocked = [first, migration(2, 'blocked', 'ALTER TABLE first ADD COLUMN a int')]
    const error = await refusal(migrateUp({ client, migrations: blocked, lockTimeoutMs: 50, retryForMs: 0 }))
    expect(error).toMatchObject({ code: 'migration_failed', hint: expect.stringContaining('holds a lock') })
    await other.query('ROLLBACK')
    await migrateUp({ client, migrations: blocked, lockTimeoutMs: 50 })
    const slow = [...blocked, migration(3, 'slow', 'SELECT pg_sleep(5)')]
    const late = await refusal(migrateUp({ client, migrations: slow, statementTimeoutMs: 50 }))
    expect(late.hint).toContain('statement timeout')
  })

  it('may not end the transaction', async () => {
    const { client } = database
    const error = await refusal(
      migrateUp({ client, migrations: [migration(1, 'x', 'CREATE TABLE a (id int);\nCOMMIT;')] }),
    )
    expect(error).toMatchObject({ code: 'migration_transaction', line: 2 })
    expect(await tables()).toEqual([])
  })
})

describe('outside a transaction', () => {
  const mark = '-- lintel: no-transaction\n'

  it('goes on where it was stopped', async () => {
    const { client } = database
    const up = `${mark}CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY a_idx ON a (id);\nALTER TABLE missing ADD COLUMN b int;\nCREATE TABLE c (id int);`
    const migrations = [first, migration(2, 'outside', up, `${mark}DROP TABLE a, c;`), third]
    const error = await refusal(migrateUp({ client, migrations }))
    expect(error).toMatchObject({ code: 'migration_stopped', line: 4 })
    expect((await migrationStatus({ client, migrations })).unfinished).toMatchObject({
      number: 2,
      direction: 'up',
      stepsDone: 2,
      stepsTotal: 4,
    })
    // Its ways do not have the same steps, so there is no telling which of them lead back.
    expect(await refusal(migrateDown({ client, migrations }))).toMatchObject({ code: 'migration_unfinished' })
    await client.query('CREATE TABLE missing (id int)')
    await migrateUp({ client, migrations })
    expect(await tables()).toEqual(['a', 'c', 'first', 'missing', 'third'])
    expect((await migrationStatus({ client, migrations })).unfinished).toBeUndefined()
    await migrateDown({ client, migrations, to: 1 })
    expect(await tables()).toEqual(['first', 'missing'])
  })

  it('is what a statement may need, and the hint says so', async () => {
    const { client } = database
    const migrations = [first, migration(2, 'x', 'CREATE INDEX CONCURRENTLY i ON first (id)')]
    expect((await refusal(migrateUp({ client, migrations }))).hint).toContain('-- lintel: no-transaction')
  })
})

describe('two runners', () => {
  it('apply each migration once', async () => {
    const [one, other] = await Promise.all([database.connect('one'), database.connect('other')])
    const migrations = [
      first,
      migration(2, 'slow', 'SELECT pg_sleep(0.3); CREATE TABLE slow (id int)'),
      third,
    ]
    const waited: string[] = []
    const onProgress = (each: MigrationProgress) => {
      if (each.event === 'waiting') waited.push(each.holder?.applicationName ?? '')
    }
    const applied = await Promise.all([
      migrateUp({ client: one, migrations, onProgress }),
      migrateUp({ client: other, migrations, onProgress }),
    ])
    expect(applied.map(({ length }) => length).toSorted()).toEqual([0, 3])
    expect(waited).toHaveLength(1)
    expect(['one', 'other']).toContain(waited[0])
    expect(await tables()).toEqual(['first', 'slow', 'third'])
  })

  it('do not wait for ever, and say for whom', async () => {
    const other = await database.connect('deploy-7')
    const migrations = [migration(1, 'slow', 'SELECT pg_sleep(1)')]
    const running = migrateUp({ client: other, migrations })
    await until(
      async () => (await migrationStatus({ client: database.client, migrations })).running !== undefined,
    )
    const error = await refusal(migrateUp({ client: database.client, migrations, waitTimeoutMs: 100 }))
    expect(error).toMatchObject({
      code: 'migration_locked',
      // Over a socket there is no address.
      message: expect.stringMatching(/"deploy-7" \(pid \d+, (127\.0\.0\.1|local)\)/),
    })
    await running
  })
})

describe('a runner that is killed', () => {
  it('leaves whole migrations, and the lock to the next', async () => {
    const { client } = database
    const killed = await database.connect('killed')
    const slow = migration(
      2,
      'slow',
      'CREATE TABLE half (id int);\nSELECT pg_sleep(30);\nCREATE TABLE rest (id int);',
    )
    const migrations = [first, slow]
    const running = refusal(migrateUp({ client: killed, migrations }))
    await endWork('pg_sleep')
    expect(await running).toMatchObject({ code: 'migration_failed', line: 2 })
    expect(await tables()).toEqual(['first'])
    // The deployment is repeated with a migration that works.
    const mended = [first, migration(2, 'slow', 'CREATE TABLE half (id int); CREATE TABLE rest (id int);')]
    await migrateUp({ client, migrations: mended, waitTimeoutMs: 2_000 })
    expect(await tables()).toEqual(['first', 'half', 'rest'])
  })

  it('outside a transaction: the next one goes on', async () => {
    const { client } = database
    const killed = await database.connect('killed')
    await killed.query("SET test.nap = '30'")
    const statements = [
      'CREATE TABLE half (id int)',
      `SELECT pg_sleep(coalesce(current_setting('test.nap', true), '0')::integer)`,
      'CREATE TABLE rest (id int)',
    ]
    const migrations = [migration(1, 'slow', `-- lintel: no-transaction\n${statements.join(';\n')};`)]
    const running = refusal(migrateUp({ client: killed, migrations }))
    await endWork('pg_sleep')
    expect(await running).toMatchObject({ code: 'migration_stopped', line: 3 })
    expect(await tables()).toEqual(['half'])
    await migrateUp({ client, migrations, waitTimeoutMs: 2_000 })
    expect(await tables()).toEqual(['half', 'rest'])
  })

  /** Ends the session of a runner while it runs a statement. */
  async function endWork(statement: string): Promise<void> {
    await until(async () => {
      const { rowCount } = await database.client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = $1 AND query LIKE $2 AND state = 'active' AND datname = current_database()`,
        [workName, `%${statement}%`],
      )
      return rowCount === 1
    })
  }
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await holds()) return
    await sleep(20)
  }
  throw new Error('waited 4 s in vain')
}
