import type { Client, QueryResult } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planAtOnce } from '../../plan/migration/plan-at-once.ts'
import type { DatabaseSchema } from '../../plan/tables/database-schema.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { identity } from '../../spec/identity.ts'
import { resource } from '../../spec/resource.ts'
import { anyone, owner } from '../../spec/rules.ts'
import { createSchema } from './create-schema.ts'
import { introspectSchema } from './introspection/introspect-schema.ts'
import { schemaDrift } from './schema-drift.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from './throwaway-database.test-support.ts'

let database: ThrowawayDatabase
let scratch: ThrowawayDatabase

beforeAll(async () => {
  database = await createThrowawayDatabase()
  scratch = await createThrowawayDatabase()
})

afterAll(async () => {
  await database?.drop()
  await scratch?.drop()
})

const id = (digit: number) => `'00000000-0000-0000-0000-00000000000${digit}'`

const User = entity('user', { name: t.string() })
const note = (fields: Parameters<typeof entity>[1], options: object = {}) => ({
  Note: entity('note', fields, options),
})
const body = t.text()

interface Case {
  readonly name: string
  readonly from: object
  readonly to: object
  /** SQL that fills the tables of `from`. */
  readonly rows?: string
  /** Summaries of the steps, in order. */
  readonly steps: readonly string[]
  /** A query on the migrated database, and what it gives. */
  readonly query?: readonly [string, unknown]
  /** Values that do not come back. */
  readonly loses?: true
}

const twoNotes = `INSERT INTO notes (id, body) VALUES (${id(1)}, 'one'), (${id(2)}, 'two')`

const cases: readonly Case[] = [
  {
    name: 'a new table with a reference to an old one',
    from: { User },
    to: { User, ...note({ author: t.ref(() => User), body }) },
    rows: `INSERT INTO users (id, name) VALUES (${id(1)}, 'Ada')`,
    steps: ['create table notes (5 columns)', 'add reference notes (author_id) to users, on delete refuse'],
  },
  {
    name: 'two new tables that refer to each other',
    from: {},
    to: cyclicParts(),
    steps: [
      'create table lefts (4 columns)',
      'create table rights (4 columns)',
      'add reference lefts (right_id) to rights, on delete refuse',
      'add reference rights (left_id) to lefts, on delete set to null',
    ],
  },
  {
    name: 'two tables that refer to each other go',
    from: cyclicParts(),
    to: {},
    loses: true,
    steps: [
      'drop reference lefts (right_id) to rights, on delete refuse',
      'drop reference rights (left_id) to lefts, on delete set to null',
      'drop table lefts with its rows',
      'drop table rights with its rows',
    ],
  },
  {
    name: 'an optional column',
    from: note({ body }),
    to: note({ body, title: t.string().optional().describe('Shown first') }),
    rows: twoNotes,
    steps: [
      'add column notes.title (text, optional)',
      'add check notes_title_length: char_length("title") >= 1 AND char_length("title") <= 255',
    ],
    query: [
      'SELECT body, title FROM notes ORDER BY id',
      [
        { body: 'one', title: null },
        { body: 'two', title: null },
      ],
    ],
  },
  {
    name: 'required columns with defaults',
    from: note({ body }),
    to: note({
      body,
      stars: t.integer({ min: 0, max: 5 }).default(-0),
      state: t.enum('new', "it's").default("it's"),
      extra: t.json().default({ b: [1, 'x'], a: null }),
      price: t.decimal(8, 2, { min: 0.5 }).default('9.90'),
      big: t.bigint().default('9007199254740993'),
      open: t.boolean().default(true),
      day: t.date().default('2026-11-21'),
      at: t.timestamp().default('2026-11-21T10:00:00.000Z'),
      seen: t.timestamp().defaultNow(),
      today: t.date().defaultNow(),
    }),
    rows: twoNotes,
    steps: [
      'add column notes.stars (integer, required, default 0)',
      `add column notes.state (text, required, default 'it''s')`,
      `add column notes.extra (jsonb, required, default '{"b":[1,"x"],"a":null}'::jsonb)`,
      'add column notes.price (numeric(8,2), required, default 9.90)',
      'add column notes.big (bigint, required, default 9007199254740993)',
      'add column notes.open (boolean, required, default true)',
      `add column notes.day (date, required, default '2026-11-21'::date)`,
      `add column notes.at (timestamptz(3), required, default '2026-11-21T10:00:00.000Z'::timestamptz(3))`,
      'add column notes.seen (timestamptz(3), required, default now())',
      `add column notes.today (date, required, default (now() AT TIME ZONE 'UTC')::date)`,
      'add check notes_stars_range: "stars" >= 0 AND "stars" <= 5',
      `add check notes_state_values: "state" IN ('new', 'it''s')`,
      'add check notes_price_range: "price" >= 0.5',
    ],
    query: [
      `SELECT state, big, price, extra FROM notes WHERE id = ${id(1)}`,
      [{ state: "it's", big: '9007199254740993', price: '9.90', extra: { a: null, b: [1, 'x'] } }],
    ],
  },
  {
    name: 'a column that was required goes',
    from: note({ body, title: t.string() }),
    to: note({ body }),
    rows: `INSERT INTO notes (id, body, title) VALUES (${id(1)}, 'one', 'first')`,
    loses: true,
    steps: [
      'drop check notes_title_length: char_length("title") >= 1 AND char_length("title") <= 255',
      "drop column notes.title with its values; on the way back rows get '-'",
    ],
  },
  {
    name: 'a renamed column with its check, index and unique key',
    from: note(
      { body, heading: t.string().unique(), rank: t.integer({ min: 1 }) },
      { index: [['rank', 'heading']] },
    ),
    to: note(
      {
        body,
        title: t.string().unique().renamedFrom('heading'),
        place: t.integer({ min: 1 }).renamedFrom('rank'),
      },
      { index: [['place', 'title']] },
    ),
    rows: `INSERT INTO notes (id, body, heading, rank) VALUES (${id(1)}, 'one', 'first', 3)`,
    steps: [
      'rename column notes.heading to title',
      'rename column notes.rank to place',
      'rename constraint notes_heading_key to notes_title_key',
      'rename constraint notes_heading_length to notes_title_length',
      'rename constraint notes_rank_range to notes_place_range',
      'rename index notes_rank_heading_idx to notes_place_title_idx',
    ],
    query: ['SELECT title, place FROM notes', [{ title: 'first', place: 3 }]],
  },
  {
    name: 'two columns that hand on a name',
    from: note({ first: t.text(), second: t.text() }),
    to: note({ second: t.text().renamedFrom('first'), third: t.text().renamedFrom('second') }),
    rows: `INSERT INTO notes (id, first, second) VALUES (${id(1)}, '1', '2')`,
    steps: [
      'rename column notes.second to third',
      'rename column notes.first to second',
      'rename constraint notes_second_length to notes_third_length',
      'rename constraint notes_first_length to notes_second_length',
    ],
    query: ['SELECT second, third FROM notes', [{ second: '1', third: '2' }]],
  },
  {
    name: 'a renamed entity, and what refers to it',
    from: renamedEntity('person', 'people'),
    to: renamedEntity('author', undefined, 'person'),
    rows: `INSERT INTO people (id, name) VALUES (${id(1)}, 'Ada'); INSERT INTO tags (id, word) VALUES (${id(2)}, 'x');
      INSERT INTO notes (id, person_id) VALUES (${id(3)}, ${id(1)});
      INSERT INTO people_tags (person_id, tag_id) VALUES (${id(1)}, ${id(2)})`,
    steps: [
      'rename table people to authors',
      'rename table people_tags to authors_tags',
      'rename column notes.person_id to author_id',
      'rename column authors_tags.person_id to author_id',
      'rename constraint people_pkey to authors_pkey',
      'rename constraint people_name_length to authors_name_length',
      'rename constraint notes_person_id_fkey to notes_author_id_fkey',
      'rename index notes_person_id_idx to notes_author_id_idx',
      'rename constraint people_tags_pkey to authors_tags_pkey',
      'rename constraint people_tags_person_id_fkey to authors_tags_author_id_fkey',
      'rename constraint people_tags_tag_id_fkey to authors_tags_tag_id_fkey',
      'rename index people_tags_tag_id_person_id_idx to authors_tags_tag_id_author_id_idx',
    ],
    query: [
      'SELECT count(*)::int AS links FROM authors_tags JOIN authors ON authors.id = author_id',
      [{ links: 1 }],
    ],
  },
  {
    name: 'another table for the same entity, and its old name for another one',
    from: {
      Left: entity('left', { a: t.text() }, { table: 'one' }),
      Right: entity('right', { b: t.text() }, { table: 'two' }),
    },
    to: {
      Left: entity('left', { a: t.text() }, { table: 'two' }),
      Right: entity('right', { b: t.text() }, { table: 'one' }),
    },
    rows: `INSERT INTO one (id, a) VALUES (${id(1)}, 'left'); INSERT INTO two (id, b) VALUES (${id(2)}, 'right')`,
    steps: [
      'rename table one to one_moving',
      'rename table two to one',
      'rename table one_moving to two',
      'rename constraint one_a_length to two_a_length',
      'rename constraint two_b_length to one_b_length',
      'rename constraint one_pkey to one_pkey_moving',
      'rename constraint two_pkey to one_pkey',
      'rename constraint one_pkey_moving to two_pkey',
    ],
    query: ['SELECT a FROM two', [{ a: 'left' }]],
  },
  {
    name: 'wider types',
    from: note({
      count: t.integer({ max: 10 }).default(1),
      price: t.decimal(8, 2),
      day: t.date(),
      open: t.boolean(),
      code: t.integer(),
    }),
    to: note({
      count: t.bigint().default('1'),
      price: t.decimal(12, 3),
      day: t.timestamp(),
      open: t.text(),
      code: t.string(),
    }),
    rows: `INSERT INTO notes (id, count, price, day, open, code) VALUES (${id(1)}, 7, 12.34, '2026-11-21', true, 12)`,
    steps: [
      'drop check notes_count_range: "count" <= 10',
      'change the type of notes.count from integer to bigint',
      'change the type of notes.price from numeric(8,2) to numeric(12,3)',
      'change the type of notes.day from date to timestamptz(3)',
      'change the type of notes.open from boolean to text',
      'change the type of notes.code from integer to text',
      'add check notes_open_length: char_length("open") <= 10000',
      'add check notes_code_length: char_length("code") >= 1 AND char_length("code") <= 255',
    ],
    query: [
      `SELECT count, price, day AT TIME ZONE 'UTC' = '2026-11-21' AS day, open, code FROM notes`,
      [{ count: '7', price: '12.340', day: true, open: 'true', code: '12' }],
    ],
  },
  {
    name: 'wider types of columns that a condition compares',
    from: note(
      { low: t.integer(), high: t.integer() },
      { check: { in_order: ['high', '>', { field: 'low' }] } },
    ),
    to: note({ low: t.text(), high: t.text() }, { check: { in_order: ['high', '>', { field: 'low' }] } }),
    rows: `INSERT INTO notes (id, low, high) VALUES (${id(1)}, 1, 2)`,
    steps: [
      'drop check notes_in_order: "high" > "low"',
      'change the type of notes.low from integer to text',
      'change the type of notes.high from integer to text',
      'add check notes_low_length: char_length("low") <= 10000',
      'add check notes_high_length: char_length("high") <= 10000',
      'add check notes_in_order: "high" > "low"',
    ],
  },
  {
    name: 'a type that keeps no value',
    from: note({ body, size: t.string().unique() }, { index: [['size', 'body']], search: ['body', 'size'] }),
    to: note(
      { body, size: t.integer().optional().unique() },
      { index: [['size', 'body']], search: ['body'] },
    ),
    rows: `INSERT INTO notes (id, body, size) VALUES (${id(1)}, 'one', 'large')`,
    loses: true,
    steps: [
      'drop index notes_size_body_idx on notes (size, body)',
      'drop index notes_search_idx on notes (search)',
      'drop unique notes (size)',
      'drop check notes_size_length: char_length("size") >= 1 AND char_length("size") <= 255',
      'replace column notes.size (text) by one of integer, without its values',
      'add unique notes (size)',
      'add index notes_size_body_idx on notes (size, body)',
      'add index notes_search_idx on notes (search)',
    ],
    query: ['SELECT size FROM notes', [{ size: null }]],
  },
  {
    name: 'optional',
    from: note({ body }),
    to: note({ body: body.optional() }),
    rows: twoNotes,
    steps: ['make notes.body optional'],
  },
  {
    name: 'required, with a default for rows without a value',
    from: note({ body, state: t.text().optional() }),
    to: note({ body, state: t.text().default('new') }),
    rows: `INSERT INTO notes (id, body, state) VALUES (${id(1)}, 'one', NULL), (${id(2)}, 'two', 'old')`,
    loses: true,
    steps: [
      "set the default of notes.state to 'new'",
      "make notes.state required (rows without one get 'new')",
    ],
    query: ['SELECT state FROM notes ORDER BY id', [{ state: 'new' }, { state: 'old' }]],
  },
  {
    name: 'defaults come, change and go',
    from: note({ a: t.integer(), b: t.integer().default(1), c: t.integer().default(1), d: t.timestamp() }),
    to: note({
      a: t.integer().default(1),
      b: t.integer().default(2),
      c: t.integer(),
      d: t.timestamp().defaultNow(),
    }),
    rows: `INSERT INTO notes (id, a, b, c, d) VALUES (${id(1)}, 1, 1, 1, now())`,
    steps: [
      'set the default of notes.a to 1',
      'set the default of notes.b to 2',
      'drop the default of notes.c',
      'set the default of notes.d to now()',
    ],
  },
  {
    name: 'checks: lengths, ranges, values, conditions',
    from: note(
      {
        title: t.string(),
        stars: t.integer({ min: 1 }),
        state: t.enum('a', 'b'),
        from: t.date(),
        until: t.date(),
      },
      { check: { until_after_from: ['until', '>', { field: 'from' }] } },
    ),
    to: note(
      {
        title: t.string({ max: 80 }),
        stars: t.integer(),
        state: t.enum('a', 'b', 'c'),
        from: t.date(),
        until: t.date(),
      },
      {
        check: {
          until_after_from: ['until', '>=', { field: 'from' }],
          is_late: ['from', '>', { value: '2020-01-01' }],
          is_three: ['stars', '<>', { value: -3 }],
        },
      },
    ),
    rows: `INSERT INTO notes (id, title, stars, state, "from", until) VALUES (${id(1)}, 'one', 3, 'a', '2026-01-01', '2026-01-02')`,
    steps: [
      'drop check notes_title_length: char_length("title") >= 1 AND char_length("title") <= 255',
      'drop check notes_stars_range: "stars" >= 1',
      `drop check notes_state_values: "state" IN ('a', 'b')`,
      'drop check notes_until_after_from: "until" > "from"',
      'add check notes_title_length: char_length("title") >= 1 AND char_length("title") <= 80',
      `add check notes_state_values: "state" IN ('a', 'b', 'c')`,
      'add check notes_until_after_from: "until" >= "from"',
      `add check notes_is_late: "from" > '2020-01-01'::date`,
      'add check notes_is_three: "stars" <> -3',
    ],
  },
  {
    name: 'unique, alone and together',
    from: note({ title: t.text(), slug: t.slug() }),
    to: note({ title: t.text(), slug: t.slug().unique() }, { unique: [['title', 'slug']] }),
    rows: `INSERT INTO notes (id, title, slug) VALUES (${id(1)}, 'one', 'a'), (${id(2)}, 'one', 'b')`,
    steps: ['add unique notes (slug)', 'add unique notes (title, slug)'],
  },
  {
    name: 'soft deletion: uniqueness among the rows that are there',
    from: note({ slug: t.slug().unique(), title: t.text() }, { unique: [['title', 'slug']] }),
    to: note({ slug: t.slug().unique(), title: t.text() }, { unique: [['title', 'slug']], softDelete: true }),
    rows: `INSERT INTO notes (id, slug, title) VALUES (${id(1)}, 'a', 'one')`,
    steps: [
      'drop unique notes (slug)',
      'drop unique notes (title, slug)',
      'add column notes.deleted_at (timestamptz(3), optional)',
      'add unique index notes_slug_key on notes (slug)',
      'add unique index notes_title_slug_key on notes (title, slug)',
    ],
    query: [
      `UPDATE notes SET deleted_at = now(); INSERT INTO notes (id, slug, title) VALUES (${id(2)}, 'a', 'one');
       SELECT count(*)::int AS n FROM notes WHERE slug = 'a'`,
      [{ n: 2 }],
    ],
  },
  {
    name: 'a reference that changes what a deletion does',
    from: { User, ...note({ author: t.ref(() => User) }) },
    to: { User, ...note({ author: t.ref(() => User, { onDelete: 'cascade' }) }) },
    rows: `INSERT INTO users (id, name) VALUES (${id(1)}, 'Ada'); INSERT INTO notes (id, author_id) VALUES (${id(2)}, ${id(1)})`,
    steps: [
      'drop reference notes (author_id) to users, on delete refuse',
      'add reference notes (author_id) to users, on delete delete too',
    ],
  },
  {
    name: 'an optional reference to a table counted by the database',
    from: { Tag: entity('tag', { id: t.integerId(), word: t.text() }), ...note({ body }) },
    to: { ...taggedParts() },
    rows: `INSERT INTO tags (word) VALUES ('x'), ('y'); ${twoNotes}`,
    steps: [
      'create table notes_others (2 columns)',
      'add column notes.tag_id (bigint, optional)',
      'add index notes_tag_id_idx on notes (tag_id)',
      'add reference notes (tag_id) to tags, on delete refuse',
      'add reference notes_others (note_id) to notes, on delete delete too',
      'add reference notes_others (tag_id) to tags, on delete delete too',
    ],
    query: ["INSERT INTO tags (word) VALUES ('z') RETURNING id", [{ id: '3' }]],
  },
  {
    name: 'indexes of lists and of search',
    from: listParts({}),
    to: listParts({ lists: true }),
    rows: `INSERT INTO users (id, name) VALUES (${id(1)}, 'Ada');
      INSERT INTO notes (id, author_id, title, body) VALUES (${id(2)}, ${id(1)}, 'Deep sea', 'Whales')`,
    steps: [
      'drop index notes_author_id_idx on notes (author_id)',
      'add index notes_author_id_created_at_id_idx on notes (author_id, created_at descending, id descending)',
      'add index notes_created_at_id_idx on notes (created_at descending, id descending)',
      'add index notes_title_id_idx on notes (title, id)',
      'add index notes_search_idx on notes (search)',
    ],
  },
  {
    name: 'descriptions',
    from: note({ body: t.text().describe('Old') }, { description: 'A note' }),
    to: note({ body: t.text().describe("Author's text") }, { description: 'A short note' }),
    steps: ['describe notes', 'describe notes.body'],
  },
  {
    name: 'a column that the database counts',
    from: note({ number: t.bigint() }),
    to: note({ number: t.integerId() }),
    rows: `INSERT INTO notes (id, number) VALUES (${id(1)}, 41)`,
    steps: ['count notes.number in the database'],
    query: [`INSERT INTO notes (id) VALUES (${id(2)}) RETURNING number`, [{ number: '42' }]],
  },
]

function cyclicParts(): object {
  const Left = entity('left', { right: t.ref(() => Right) })
  const Right: ReturnType<typeof rightOf> = rightOf()
  function rightOf() {
    return entity('right', { left: t.ref((): never => Left as never, { onDelete: 'setNull' }).optional() })
  }
  return { Left, Right }
}

function renamedEntity(name: string, plural?: string, renamedFrom?: string): object {
  const Tag = entity('tag', { word: t.text() })
  const options = { ...(plural ? { plural } : {}), ...(renamedFrom ? { renamedFrom } : {}) }
  const Person = entity(name, { name: t.string(), tags: t.manyToMany(() => Tag) }, options)
  const ref = t.ref(() => Person)
  return { Tag, Person, Note: entity('note', { [name]: renamedFrom ? ref.renamedFrom(renamedFrom) : ref }) }
}

function taggedParts(): object {
  const Tag = entity('tag', { id: t.integerId(), word: t.text() })
  return {
    Tag,
    Note: entity('note', { body, tag: t.ref(() => Tag).optional(), others: t.manyToMany(() => Tag) }),
  }
}

function listParts({ lists }: { lists?: true }): object {
  const search = lists ? (['title', 'body'] as const) : []
  const Note = entity('note', { author: t.ref(() => User), title: t.text(), body: t.text() }, { search })
  if (!lists) return { User, Note }
  const mine = resource(Note, {
    read: owner('author'),
    defaultSort: ['-createdAt'],
    sort: ['title', 'createdAt'],
  })
  const all = resource(Note, { path: '/all', read: anyone, defaultSort: ['-createdAt'] })
  return { User, Note, mine, all, me: identity(User) }
}

describe('every kind of change goes there and back', () => {
  it.each(cases)('$name', async ({ from, to, rows, steps, query, loses }) => {
    const before = tablesOf(modelOf(from))
    const after = tablesOf(modelOf(to))
    const { client } = database
    await database.clear()
    await createSchema({ client, schema: before })
    if (rows) await client.query(rows)
    const valuesBefore = await valuesOf(client, before)

    const plan = planAtOnce(before, after)
    expect(plan.problems).toEqual([])
    expect(plan.steps.map(({ summary }) => summary)).toEqual(steps)

    await client.query(plan.up)
    expect(await normalised(client)).toEqual(await createdFromScratch(after))
    expect(schemaDrift(after, await introspectSchema(client))).toEqual([])

    await client.query('BEGIN')
    if (query) expect((await lastResult(client, query[0])).rows).toEqual(query[1])
    await client.query('ROLLBACK')

    await client.query(plan.down)
    expect(await normalised(client)).toEqual(await createdFromScratch(before))
    expect(schemaDrift(before, await introspectSchema(client))).toEqual([])
    if (!loses) expect(await valuesOf(client, before)).toEqual(valuesBefore)

    await client.query(plan.up)
    expect(await normalised(client)).toEqual(await createdFromScratch(after))
  })
})

async function lastResult(client: Client, statements: string): Promise<QueryResult> {
  return [await client.query(statements)].flat().at(-1) as QueryResult
}

async function createdFromScratch(schema: DatabaseSchema): Promise<DatabaseSchema> {
  await scratch.clear()
  await createSchema({ client: scratch.client, schema })
  return normalised(scratch.client)
}

/** The order of columns depends on their age and means nothing. */
async function normalised(client: Client): Promise<DatabaseSchema> {
  const schema = await introspectSchema(client)
  const tables = Object.entries(schema.tables).map(([name, table]) => {
    const columns = table.columns.toSorted((one, other) => (one.name < other.name ? -1 : 1))
    return [name, { ...table, columns }] as const
  })
  return { format: 1, tables: Object.fromEntries(tables) }
}

async function valuesOf(client: Client, schema: DatabaseSchema): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(schema.tables)) {
    const { rows } = await client.query(`SELECT to_jsonb(t) AS row FROM "${name}" t ORDER BY to_jsonb(t)`)
    values[name] = rows
  }
  return values
}
