import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createThrowawayDatabase,
  type ThrowawayDatabase,
} from '../../../database/migration/throwaway-database.test-support.ts'
import { type ColumnBridge, createColumnTrigger, dropColumnTrigger } from './column-trigger.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
})

afterAll(() => database?.drop())

beforeEach(async () => {
  await database.clear()
  await client.query('CREATE SCHEMA lintel')
})

/** A table of these columns with the trigger. */
async function keep(columns: string, bridge: Pick<ColumnBridge, 'groups' | 'fills'>): Promise<ColumnBridge> {
  const whole: ColumnBridge = { kind: 'columns', name: 'notes_in_step_2', table: 'notes', by: 2, ...bridge }
  await client.query(`CREATE TABLE notes (id integer PRIMARY KEY, ${columns})`)
  for (const { sql } of createColumnTrigger(whole)) await client.query(sql)
  return whole
}

/** The row after a statement of an older or a newer build. */
async function after(statement: string): Promise<unknown> {
  await client.query(statement)
  const { rows } = await client.query('SELECT * FROM notes WHERE id = 1')
  const { id: _id, ...row } = rows[0]
  return row
}

describe('a renamed column', () => {
  beforeEach(async () => {
    await keep('heading text, title text, other text', {
      groups: [
        {
          old: [{ column: 'heading', type: 'text', value: '"title"' }],
          new: [{ column: 'title', type: 'text', value: '"heading"' }],
        },
      ],
      fills: [],
    })
  })

  it('follows whoever writes', async () => {
    const row = (text: string | null, other: string | null = null) => ({ heading: text, title: text, other })
    expect(await after(`INSERT INTO notes (id, heading) VALUES (1, 'old')`)).toEqual(row('old'))
    expect(await after(`UPDATE notes SET title = 'new'`)).toEqual(row('new'))
    expect(await after(`UPDATE notes SET heading = 'old'`)).toEqual(row('old'))
    expect(await after(`UPDATE notes SET other = 'x'`)).toEqual(row('old', 'x'))
    expect(await after('UPDATE notes SET title = NULL')).toEqual(row(null, 'x'))
    expect(await after(`UPDATE notes SET title = 'both', heading = 'differ'`)).toEqual(row('both', 'x'))
    expect(await after(`DELETE FROM notes; INSERT INTO notes (id, title) VALUES (1, 'new')`)).toEqual(
      row('new'),
    )
    expect(await after('DELETE FROM notes; INSERT INTO notes (id) VALUES (1)')).toEqual(row(null))
  })

  it('follows an insert that turns into an update', async () => {
    await client.query(`INSERT INTO notes (id, heading) VALUES (1, 'one')`)
    const upsert = `INSERT INTO notes (id, title) VALUES (1, 'two') ON CONFLICT (id) DO UPDATE SET title = excluded.title`
    expect(await after(upsert)).toEqual({ heading: 'two', title: 'two', other: null })
  })
})

describe('a column with a default', () => {
  it('counts as given only where it is something else', async () => {
    await keep(`stars integer DEFAULT 3, points integer DEFAULT 3`, {
      groups: [
        {
          old: [{ column: 'stars', type: 'integer', value: '"points"', default: '3' }],
          new: [{ column: 'points', type: 'integer', value: '"stars"', default: '3' }],
        },
      ],
      fills: [],
    })
    const both = (value: number | null) => ({ stars: value, points: value })
    expect(await after('INSERT INTO notes (id) VALUES (1)')).toEqual(both(3))
    expect(await after('DELETE FROM notes; INSERT INTO notes (id, stars) VALUES (1, 5)')).toEqual(both(5))
    expect(await after('DELETE FROM notes; INSERT INTO notes (id, points) VALUES (1, 7)')).toEqual(both(7))
    expect(await after('DELETE FROM notes; INSERT INTO notes (id, stars) VALUES (1, NULL)')).toEqual(
      both(null),
    )
  })
})

describe('columns that say the same in another form', () => {
  beforeEach(async () => {
    await keep('"the name" text, first text, last text', {
      groups: [
        {
          old: [{ column: 'the name', type: 'text', value: "first || ' ' || last" }],
          new: [
            { column: 'first', type: 'text', value: `split_part("the name", ' ', 1)` },
            { column: 'last', type: 'text', value: `split_part("the name", ' ', 2)` },
          ],
        },
      ],
      fills: [],
    })
  })

  it('are computed there and back', async () => {
    const insert = `INSERT INTO notes (id, "the name") VALUES (1, 'Ada Lovelace')`
    expect(await after(insert)).toEqual({ 'the name': 'Ada Lovelace', first: 'Ada', last: 'Lovelace' })
    expect(await after(`UPDATE notes SET last = 'Byron'`)).toMatchObject({ 'the name': 'Ada Byron' })
  })

  it('keep what an older build wrote, where a backfill gives the new ones just that', async () => {
    await client.query('ALTER TABLE notes DISABLE TRIGGER USER')
    await client.query(`INSERT INTO notes (id, "the name") VALUES (1, 'Ada King Lovelace')`)
    await client.query('ALTER TABLE notes ENABLE TRIGGER USER')
    const fill = `UPDATE notes SET first = split_part("the name", ' ', 1), last = split_part("the name", ' ', 2)`
    expect(await after(fill)).toEqual({ 'the name': 'Ada King Lovelace', first: 'Ada', last: 'King' })
  })
})

describe('a column that older builds leave empty', () => {
  it('is filled when a row comes, or always', async () => {
    const { fills } = await keep('body text, once text, ever text', {
      groups: [],
      fills: [
        { column: 'once', value: 'lower(body)' },
        { column: 'ever', value: "'-'", always: true },
      ],
    })
    expect(fills).toHaveLength(2)
    const insert = `INSERT INTO notes (id, body) VALUES (1, 'A')`
    expect(await after(insert)).toEqual({ body: 'A', once: 'a', ever: '-' })
    expect(await after('UPDATE notes SET once = NULL, ever = NULL')).toEqual({
      body: 'A',
      once: null,
      ever: '-',
    })
    expect(await after(`DELETE FROM notes; INSERT INTO notes VALUES (1, 'A', 'x', 'y')`)).toEqual({
      body: 'A',
      once: 'x',
      ever: 'y',
    })
  })
})

it('reads columns also where PL/pgSQL has a variable of that name, and leaves nothing when it is dropped', async () => {
  const bridge = await keep('found boolean, new text, row text, seen boolean', {
    groups: [
      {
        old: [{ column: 'found', type: 'boolean', value: 'seen' }],
        new: [{ column: 'seen', type: 'boolean', value: 'found' }],
      },
    ],
    fills: [{ column: 'new', value: `"row" || '!'` }],
  })
  const insert = `INSERT INTO notes (id, found, "row") VALUES (1, true, 'x')`
  expect(await after(insert)).toEqual({ found: true, new: 'x!', row: 'x', seen: true })
  for (const { sql } of dropColumnTrigger(bridge)) await client.query(sql)
  const { rows } = await client.query(
    `SELECT (SELECT count(*) FROM pg_trigger WHERE tgrelid = 'notes'::regclass)::integer AS triggers,
            (SELECT count(*) FROM pg_proc WHERE pronamespace = 'lintel'::regnamespace)::integer AS functions`,
  )
  expect(rows).toEqual([{ triggers: 0, functions: 0 }])
})
