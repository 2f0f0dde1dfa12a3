import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtIndex, droppedIndex } from './concurrent-index.ts'
import { migrateDown, migrateUp } from './migrate.ts'
import type { MigrationProgress } from './migration-progress.ts'
import { migrationStatus } from './migration-status.ts'
import { keeping, refusal, scriptMigration } from './script-migration.test-support.ts'
import { createThrowawayDatabase, type ThrowawayDatabase } from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
})

afterAll(() => database?.drop())

describe('the index of a statement', () => {
  it.each([
    ['CREATE INDEX CONCURRENTLY notes_idx ON notes (id)', 'notes_idx'],
    ['create unique index\n concurrently if not exists "a ""b""" on notes (id)', 'a "b"'],
    ['CREATE INDEX CONCURRENTLY Notes_Idx ON notes (id)', 'notes_idx'],
    ['CREATE INDEX CONCURRENTLY online_idx ON notes (id)', 'online_idx'],
    // PostgreSQL makes up its name.
    ['CREATE INDEX CONCURRENTLY ON notes (id)', undefined],
    ['CREATE INDEX notes_idx ON notes (id)', undefined],
    ['VACUUM notes', undefined],
  ])('that is built: %s', (statement, index) => {
    expect(builtIndex(statement)).toBe(index)
    expect(droppedIndex(statement)).toBeUndefined()
  })

  it.each([
    ['DROP INDEX CONCURRENTLY notes_idx', 'notes_idx'],
    ['drop index concurrently if exists "public"."a ""b""" restrict', 'a "b"'],
    ['DROP INDEX CONCURRENTLY other.notes_idx', undefined],
    ['DROP INDEX notes_idx', undefined],
  ])('that is dropped: %s', (statement, index) => {
    expect(droppedIndex(statement)).toBe(index)
    expect(builtIndex(statement)).toBeUndefined()
  })
})

const start = scriptMigration(
  1,
  'start',
  `CREATE TABLE notes (slug text); INSERT INTO notes VALUES ('secret-slug'), ('secret-slug'), ('other');`,
)
const build = 'CREATE UNIQUE INDEX CONCURRENTLY "notes_slug_key" ON "notes" ("slug")'
const unique = scriptMigration(
  2,
  'unique',
  `-- lintel: step\nALTER TABLE notes ADD COLUMN a text;\n\n-- lintel: step concurrently\n-- Build it.\n${build};\n`,
  '-- lintel: step concurrently\nDROP INDEX CONCURRENTLY notes_slug_key;\n-- lintel: step\nALTER TABLE notes DROP COLUMN a;',
)
const migrations = [start, unique]

/** Each index, and whether it is valid. */
async function indexes(): Promise<Record<string, boolean>> {
  const { rows } = await client.query(
    `SELECT i.relname AS name, indisvalid AS valid FROM pg_index JOIN pg_class i ON i.oid = indexrelid
     WHERE indrelid = 'notes'::regclass`,
  )
  return Object.fromEntries(rows.map(({ name, valid }) => [name, valid]))
}

const mend = () => client.query(`DELETE FROM notes WHERE ctid = (SELECT min(ctid) FROM notes)`)

/** A process that dies when its statement has run, before anything says so. */
function onDying(progress: MigrationProgress): void {
  if (progress.event === 'step-ran' && progress.mode === 'concurrently') throw new Error('died')
}

beforeEach(async () => {
  await database.clear()
  await migrateUp({ client, migrations: [start] })
})

describe('a unique index', () => {
  it('that meets duplicates leaves nothing, and goes on when they are mended', async () => {
    const error = await refusal(migrateUp({ client, migrations }))
    expect(error).toMatchObject({ code: 'migration_stopped', file: unique.up.file, line: 6 })
    expect(error.hint).toContain('Rows with the same value are in the way')
    expect(`${error.message} ${error.hint}`).not.toContain('secret-slug')
    expect(await indexes()).toEqual({})
    expect((await migrationStatus({ client, migrations })).unfinished).toMatchObject({
      stepsDone: 1,
      isRunning: false,
    })
    await mend()
    const { told, onProgress } = keeping('step-started')
    await migrateUp({ client, migrations, onProgress })
    expect(told.map(({ step, title }) => [step, title])).toEqual([[2, 'Build it.']])
    expect(await indexes()).toEqual({ notes_slug_key: true })
  })

  it('takes the place of an invalid one', async () => {
    await expect(client.query(build)).rejects.toThrow('could not create unique index')
    expect(await indexes()).toEqual({ notes_slug_key: false })
    await mend()
    await migrateUp({ client, migrations })
    expect(await indexes()).toEqual({ notes_slug_key: true })
  })

  it('does not take a valid one of somebody else for its own, however often it is tried', async () => {
    await client.query('CREATE INDEX notes_slug_key ON notes ((length(slug)))')
    for (let time = 0; time < 2; time++) {
      const error = await refusal(migrateUp({ client, migrations }))
      expect(error).toMatchObject({ code: 'migration_stopped', line: 6 })
      expect(error.message).toContain('"notes_slug_key" already exists')
      expect(await indexes()).toEqual({ notes_slug_key: true })
    }
    await client.query('DROP INDEX notes_slug_key')
    await mend()
    await migrateUp({ client, migrations })
    const { rows } = await client.query(`SELECT pg_get_indexdef('notes_slug_key'::regclass) AS sql`)
    expect(rows[0].sql).toContain('UNIQUE')
  })
})

describe('a statement that ran, and nobody noted it', () => {
  const statements: string[] = []
  const trace = (traced: { readonly sql: string }, run: () => Promise<number>) => {
    statements.push(traced.sql)
    return run()
  }

  beforeEach(async () => {
    statements.length = 0
    await mend()
  })

  it('built an index: it is not built again', async () => {
    await expect(migrateUp({ client, migrations, onProgress: onDying })).rejects.toThrow('died')
    expect(await indexes()).toEqual({ notes_slug_key: true })
    await migrateUp({ client, migrations, trace })
    expect(statements).toEqual([])
    expect(await indexes()).toEqual({ notes_slug_key: true })
    expect((await migrationStatus({ client, migrations })).pending).toBe(0)
  })

  it('built an index: on the way back it is dropped', async () => {
    await expect(migrateUp({ client, migrations, onProgress: onDying })).rejects.toThrow('died')
    await migrateDown({ client, migrations })
    expect(await indexes()).toEqual({})
    expect(await migrationStatus({ client, migrations })).toMatchObject({ pending: 1 })
    await migrateUp({ client, migrations })
    expect(await indexes()).toEqual({ notes_slug_key: true })
  })

  it('dropped an index: it is not dropped again', async () => {
    await migrateUp({ client, migrations })
    await expect(migrateDown({ client, migrations, onProgress: onDying })).rejects.toThrow('died')
    expect(await indexes()).toEqual({})
    await migrateDown({ client, migrations, trace })
    expect(statements).toEqual(['ALTER TABLE notes DROP COLUMN a'])
  })

  it('dropped an index: on the way there it comes again', async () => {
    await migrateUp({ client, migrations })
    await expect(migrateDown({ client, migrations, onProgress: onDying })).rejects.toThrow('died')
    await migrateUp({ client, migrations })
    expect(await indexes()).toEqual({ notes_slug_key: true })
    expect((await migrationStatus({ client, migrations })).unfinished).toBeUndefined()
  })

  it('is another one now: what is there is not taken for its work', async () => {
    await expect(migrateUp({ client, migrations, onProgress: onDying })).rejects.toThrow('died')
    const other = scriptMigration(2, 'unique', unique.up.sql.replace('("slug")', '("a")'), unique.down?.sql)
    const error = await refusal(migrateUp({ client, migrations: [start, other] }))
    expect(error.message).toContain('"notes_slug_key" already exists')
  })
})
