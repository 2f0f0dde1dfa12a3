import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { migrateDown, migrateUp } from './migrate.ts'
import { migrationStatus } from './migration-status.ts'
import { findRepairs, repair } from './repair.ts'
import { refusal, scriptMigration } from './script-migration.test-support.ts'
import { workName } from './sessions.ts'
import { createThrowawayDatabase, type ThrowawayDatabase } from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
})

afterAll(() => database?.drop())

beforeEach(async () => {
  await database.clear()
  await migrateUp({ client, migrations })
})

const start = scriptMigration(1, 'start', 'CREATE TABLE notes (a text);', 'DROP TABLE notes;')
const more = scriptMigration(2, 'more', 'ALTER TABLE notes ADD b text;', 'ALTER TABLE notes DROP b;')
const migrations = [start, more]

const kindsOf = async (question = { client, migrations }) =>
  (await findRepairs(question)).map(({ kind }) => kind)

it('finds nothing in a database that is as it should be, nor in an empty one', async () => {
  expect(await kindsOf()).toEqual([])
  await database.clear()
  expect(await kindsOf()).toEqual([])
  expect((await client.query(`SELECT to_regnamespace('lintel') AS found`)).rows).toEqual([{ found: null }])
})

it('takes files that were edited for what was applied, and changes nothing before it is asked to', async () => {
  const edited = [start, scriptMigration(2, 'more', '-- Why.\nALTER TABLE notes ADD b text;', more.down?.sql)]
  const [finding] = await findRepairs({ client, migrations: edited })
  expect(finding).toMatchObject({ kind: 'edited', remedy: 'take the files as they are for what was applied' })
  expect(finding?.explanation).toMatch(/^0002-more was changed after it was applied on 20/)
  expect(await kindsOf({ client, migrations: edited })).toEqual(['edited'])
  expect((await repair({ client, migrations: edited })).map(({ kind }) => kind)).toEqual(['edited'])
  expect(await kindsOf({ client, migrations: edited })).toEqual([])
  await migrateDown({ client, migrations: edited })
})

it('leaves a migration that is not among the files to a person', async () => {
  for (const files of [[start], [start, scriptMigration(2, 'other', 'SELECT 1')]]) {
    const [finding] = await findRepairs({ client, migrations: files })
    expect(finding).toMatchObject({ kind: 'unknown', advice: expect.stringContaining('version control') })
    expect(finding?.explanation).toContain('0002-more is applied')
    expect(await repair({ client, migrations: files })).toEqual([])
    expect(await kindsOf({ client, migrations: files })).toEqual(['unknown'])
  }
})

it('drops invalid indexes, and no others', async () => {
  await client.query(`INSERT INTO notes VALUES ('x'), ('x'); CREATE INDEX fine ON notes (a)`)
  const odd = '"odd ""name"""'
  await expect(client.query(`CREATE UNIQUE INDEX CONCURRENTLY ${odd} ON notes (a)`)).rejects.toThrow()
  const [finding] = await findRepairs({ client, migrations })
  expect(finding).toMatchObject({ kind: 'invalid-index' })
  expect(finding?.explanation).toContain('odd "name"')
  await repair({ client, migrations })
  expect(await kindsOf()).toEqual([])
  const { rows } = await client.query(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace`,
  )
  expect(rows).toEqual([{ name: 'fine' }])
})

it('leaves a migration that was stopped to who knows where it should go, and its advice holds', async () => {
  const sql =
    '-- lintel: step\nALTER TABLE notes ADD c text;\n-- lintel: step\nALTER TABLE missing ADD d text;'
  const back = '-- lintel: step\nALTER TABLE missing DROP d;\n-- lintel: step\nALTER TABLE notes DROP c;'
  const files = [...migrations, scriptMigration(3, 'broken', sql, back)]
  await refusal(migrateUp({ client, migrations: files }))
  const [finding] = await findRepairs({ client, migrations: files })
  expect(finding?.kind).toBe('unfinished')
  expect(finding?.explanation).toContain('Migration 3 was stopped on its way up, after 1 of 2 steps.')
  expect(finding?.advice).toContain('"lintel migrate down" undoes the steps that are done')
  expect(await repair({ client, migrations: files })).toEqual([])
  await migrateDown({ client, migrations: files })
  expect(await kindsOf({ client, migrations: files })).toEqual([])
  expect((await migrationStatus({ client, migrations: files })).pending).toBe(1)
})

it('ends what a killed runner left at work', async () => {
  const orphan = await database.connect(workName)
  const sleeping = orphan.query('SELECT pg_sleep(60)').catch((error: unknown) => error)
  expect(await kindsOf()).toEqual(['orphan'])
  expect((await repair({ client, migrations })).map(({ remedy }) => remedy)).toEqual(['end that session'])
  expect(await sleeping).toMatchObject({ code: '57P01' })
  expect(await kindsOf()).toEqual([])
})
