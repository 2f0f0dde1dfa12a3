import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blockersOf, blockerWords, tablesNamed } from './lock-blockers.ts'
import { createThrowawayDatabase, type ThrowawayDatabase } from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase

beforeAll(async () => {
  database = await createThrowawayDatabase()
  await database.client.query(
    'CREATE TABLE notes (id integer); CREATE TABLE other (id integer); CREATE TABLE "odd ""name"" \\" (id integer)',
  )
})

afterAll(() => database?.drop())

describe('blockersOf', () => {
  it('finds the sessions whose open transactions have a lock on these tables, the oldest first', async () => {
    const { client } = database
    const sessions = await Promise.all(
      ['writer', 'reader', 'elsewhere', 'done', 'idle'].map((name) => database.connect(name)),
    )
    const [writer, reader, elsewhere, done] = sessions
    await writer?.query('BEGIN; INSERT INTO notes VALUES (1)')
    await reader?.query('BEGIN; SELECT * FROM notes; SELECT * FROM other')
    await elsewhere?.query('BEGIN; SELECT * FROM "odd ""name"" \\"')
    await done?.query('BEGIN; SELECT * FROM notes; COMMIT')
    await client.query('SELECT * FROM notes')
    const names = async (...tables: string[]) =>
      (await blockersOf(client, tables)).map(({ applicationName }) => applicationName).toSorted()
    expect(await names('notes')).toEqual(['reader', 'writer'])
    expect(await names('other')).toEqual(['reader'])
    expect(await names('notes', 'missing')).toEqual(['reader', 'writer'])
    expect(await names('missing')).toEqual([])
    expect(await names('odd "name" \\')).toEqual(['elsewhere'])
    // Without a table every open transaction may be in the way.
    expect(await names()).toEqual(['elsewhere', 'reader', 'writer'])
    const [blocker] = await blockersOf(client, ['other'])
    expect(blocker?.state).toBe('idle in transaction')
    for (const session of sessions) await session.query('ROLLBACK')
    expect(await names()).toEqual([])
  })

  it('is told in words', () => {
    const blocker = { pid: 7, applicationName: 'shop', state: 'idle in transaction', openSeconds: 300 }
    expect(blockerWords(blocker)).toBe('pid 7 ("shop", idle in transaction for 300 s)')
  })
})

describe('tablesNamed', () => {
  it.each([
    ['ALTER TABLE notes ADD COLUMN a text', ['notes']],
    ['alter table only "notes" drop column a', ['notes']],
    ['ALTER TABLE IF EXISTS notes RENAME TO memos', ['notes']],
    ['ALTER TABLE Notes ADD COLUMN a text', ['notes']],
    ['ALTER TABLE "Notes" ADD COLUMN a text', ['Notes']],
    ['ALTER TABLE "public"."notes" ADD COLUMN a text', ['notes']],
    ['DROP TABLE IF EXISTS public.notes', ['notes']],
    ['CREATE UNIQUE INDEX CONCURRENTLY i ON "notes" ("a")', ['notes']],
    ['ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES "b" (id)', ['a', 'b']],
    ['CREATE TRIGGER t BEFORE INSERT ON "odd ""name""" FOR EACH ROW EXECUTE FUNCTION f()', ['odd "name"']],
    ['UPDATE notes SET a = 1; INSERT INTO other SELECT 1', ['notes', 'other']],
    ['DELETE FROM notes', ['notes']],
    ['TRUNCATE notes', ['notes']],
    ['TRUNCATE TABLE ONLY notes', ['notes']],
    ['CREATE TRIGGER t BEFORE INSERT OR UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION f()', ['notes']],
    ['CREATE TRIGGER t AFTER UPDATE OF "a" ON "notes" FOR EACH ROW EXECUTE FUNCTION f()', ['notes']],
    ['SELECT 1', []],
  ])('of %s', (statement, tables) => {
    expect(tablesNamed([statement])).toEqual(tables)
  })

  it('names each once', () => {
    expect(tablesNamed(['ALTER TABLE a ADD b int', 'ALTER TABLE "a" ADD c int'])).toEqual(['a'])
  })
})
