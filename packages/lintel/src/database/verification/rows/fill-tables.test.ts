import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { tablesOf } from '../../../plan/tables/tables-of.ts'
import { generateRows } from '../../../plan/verification/rows/generate-rows.ts'
import { entity } from '../../../spec/entity.ts'
import { t } from '../../../spec/fields.ts'
import { createSchema } from '../../migration/create-schema.ts'
import { introspectSchema } from '../../migration/introspection/introspect-schema.ts'
import {
  createThrowawayDatabase,
  modelOf,
  type ThrowawayDatabase,
} from '../../migration/throwaway-database.test-support.ts'
import { type FilledTables, fillTables } from './fill-tables.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
})

beforeEach(() => database.clear())

afterAll(() => database?.drop())

/** Makes tables as somebody else would have, reads them and fills them. */
async function fillAdopted(sql: string, rowsPerTable = 60): Promise<FilledTables> {
  await client.query(sql)
  return fillTables({ client, schema: await introspectSchema(client), rowsPerTable, seed: 7 })
}

async function one(sql: string): Promise<Record<string, unknown>> {
  return (await client.query(sql)).rows[0]
}

it('knows the types that adopted databases have', async () => {
  const { rows, shortages } = await fillAdopted(`
    CREATE TYPE mood AS ENUM ('sad', 'it''s ok'); CREATE TYPE "Odd Name" AS ENUM ('x');
    CREATE DOMAIN amount AS numeric(8,2) NOT NULL CHECK (VALUE > 0); CREATE DOMAIN fee AS amount CHECK (VALUE < 10);
    CREATE TABLE everything (
      id serial PRIMARY KEY, a varchar(3) NOT NULL, b char(2) NOT NULL UNIQUE, c smallint, d real, e double precision,
      f timestamp NOT NULL, g timestamptz(0) NOT NULL, h time, i timetz, j interval, k bytea, l inet, m cidr, n macaddr,
      o text[] NOT NULL, p int[], q mood NOT NULL, r "Odd Name"[], s amount, t fee, u date, v jsonb, w json, x bit(3),
      y bit varying(5), z int4range, aa tstzrange, bb daterange, cc xml, dd point, ee tsvector, ff bpchar, gg name,
      hh numeric, ii numeric(3,3), jj oid, kk time(0), ll timestamp(6),
      twice int GENERATED ALWAYS AS (c * 2) STORED, always bigint GENERATED ALWAYS AS IDENTITY UNIQUE);`)
  expect(shortages).toEqual([])
  expect(rows).toEqual({ everything: 60 })
  expect(
    await one(`SELECT max(length(a)) AS longest, bool_or(a = '') AS empty, count(*) FILTER (WHERE c IS NULL) > 0 AS nulls,
                      max(c) AS most, min(c) AS least, min(f)::text AS first, bool_or(o = '{}') AS none,
                      count(DISTINCT q)::int AS moods, bool_and(t > 0 AND t < 10) AS fees,
                      bool_or(k = '\\x') AS no_bytes, max(ii) AS most_of_three
               FROM everything`),
  ).toEqual({
    longest: 3,
    empty: true,
    nulls: true,
    most: 32767,
    least: -32768,
    first: '0001-01-01 00:00:00',
    none: true,
    moods: 2,
    fees: true,
    no_bytes: true,
    most_of_three: '0.999',
  })
})

it('says which type it knows nothing of, and fills the rest', async () => {
  const { rows, shortages } = await fillAdopted(
    `CREATE TYPE pair AS (x int, y int);
     CREATE TABLE known (id int PRIMARY KEY, area polygon);
     CREATE TABLE unknown (id int PRIMARY KEY, pair pair NOT NULL);
     CREATE TABLE behind (id int PRIMARY KEY, of int NOT NULL REFERENCES unknown)`,
    5,
  )
  expect(rows).toEqual({ behind: 0, known: 5, unknown: 0 })
  expect(shortages).toEqual([
    { table: 'behind', rows: 0, reason: 'it refers to unknown, which has no rows' },
    {
      table: 'known',
      column: 'area',
      rows: 5,
      reason: 'no value of the type polygon within its bounds is known',
    },
    { table: 'unknown', rows: 0, reason: 'pair: no value of the type pair within its bounds is known' },
    {
      table: 'unknown',
      column: 'pair',
      rows: 0,
      reason: 'no value of the type pair within its bounds is known',
    },
  ])
})

it('asks the database about checks and keys that it does not understand', async () => {
  const { rows, shortages } = await fillAdopted(`
    CREATE TABLE odd (
      id int PRIMARY KEY, kind varchar(20) NOT NULL, a int, b int, name text NOT NULL, code text NOT NULL,
      CHECK (kind = 'one' OR kind = 'another'), CHECK (num_nonnulls(a, b) = 1), CHECK (b % 2 = 0),
      CHECK ((kind)::text = ANY (ARRAY['one'::varchar, 'another'::varchar, 'third'::varchar]::text[])),
      CHECK (code ~ '^[a-z]'));
    CREATE UNIQUE INDEX ON odd (lower(name)); CREATE UNIQUE INDEX ON odd (a) WHERE a % 3 = 0;
    CREATE TABLE child (id int PRIMARY KEY, odd int NOT NULL REFERENCES odd);`)
  expect(shortages).toEqual([])
  expect(rows).toEqual({ child: 60, odd: 60 })
})

it('reports a check that nothing satisfies', async () => {
  const { rows, shortages } = await fillAdopted(
    'CREATE TABLE no (id int, CONSTRAINT never CHECK (id * 2 = 1 AND id IS NOT NULL))',
    5,
  )
  expect(rows).toEqual({ no: 0 })
  expect(shortages).toEqual([{ table: 'no', rows: 0, reason: 'never refuses every row that was tried' }])
})

it('leaves out what a trigger or an exclusion refuses, and fills what refers to the rest', async () => {
  const { rows, shortages } = await fillAdopted(`
    CREATE TABLE rooms (id int PRIMARY KEY, during int4range NOT NULL, EXCLUDE USING gist (during WITH &&));
    CREATE TABLE beds (id int PRIMARY KEY, room int NOT NULL REFERENCES rooms);
    CREATE TABLE closed (id int PRIMARY KEY);
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'this table is closed'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON closed EXECUTE FUNCTION refuse();`)
  expect(rows.beds).toBe(60)
  expect(rows.rooms).toBeGreaterThan(1)
  expect(rows.rooms).toBeLessThan(60)
  expect(shortages.map(({ table, reason }) => [table, reason])).toEqual(
    expect.arrayContaining([
      ['rooms', expect.stringContaining('exclusion constraint')],
      ['closed', 'this table is closed'],
    ]),
  )
})

it('takes the rows that a trigger makes for what they are', async () => {
  const { rows, shortages } = await fillAdopted(`
    CREATE TABLE customers (id int PRIMARY KEY, street text);
    CREATE TABLE addresses (id serial PRIMARY KEY, customer int NOT NULL UNIQUE REFERENCES customers, street text);
    CREATE TABLE deliveries (id int PRIMARY KEY, address int NOT NULL REFERENCES addresses);
    CREATE FUNCTION split() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO addresses (customer, street) VALUES (NEW.id, NEW.street); RETURN NULL; END $$;
    CREATE TRIGGER split AFTER INSERT ON customers FOR EACH ROW EXECUTE FUNCTION split();`)
  expect(shortages).toEqual([])
  expect(rows).toEqual({ addresses: 60, customers: 60, deliveries: 60 })
  expect(await one('SELECT count(*)::int AS n FROM deliveries JOIN addresses a ON a.id = address')).toEqual({
    n: 60,
  })
})

it('fills circles, references to the table itself and those that share a column', async () => {
  const { rows, shortages } = await fillAdopted(`
    CREATE TABLE hen (id int PRIMARY KEY, egg int NOT NULL UNIQUE, mother int REFERENCES hen);
    CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL REFERENCES hen);
    ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg;
    CREATE TABLE tenant (id int PRIMARY KEY, owner bigint);
    CREATE TABLE person (tenant int REFERENCES tenant, number bigint, boss bigint, PRIMARY KEY (tenant, number),
      FOREIGN KEY (tenant, boss) REFERENCES person);
    ALTER TABLE tenant ADD FOREIGN KEY (id, owner) REFERENCES person;
    CREATE TABLE profile (id int PRIMARY KEY REFERENCES hen, next int UNIQUE NOT NULL REFERENCES profile);
    CREATE TABLE pair (a int REFERENCES hen, b int REFERENCES egg, c int REFERENCES tenant, PRIMARY KEY (a, b, c));`)
  expect(shortages).toEqual([])
  expect(rows).toEqual({ egg: 60, hen: 60, pair: 60, person: 60, profile: 60, tenant: 60 })
})

it('leaves counters behind the rows', async () => {
  await fillAdopted(
    'CREATE TABLE a (id serial PRIMARY KEY, n bigint GENERATED BY DEFAULT AS IDENTITY, CHECK (n >= 100))',
    5,
  )
  expect(await one('INSERT INTO a DEFAULT VALUES RETURNING id, n')).toEqual({ id: 6, n: '105' })
})

it('says where there are no more distinct values', async () => {
  const schema = tablesOf(
    modelOf({ Flag: entity('flag', { on: t.boolean().unique(), state: t.enum('a', 'b').optional() }) }),
  )
  const { groups, shortages } = generateRows(schema, { rowsPerTable: 9, seed: 1 })
  expect(groups[0]?.[0]?.rows).toHaveLength(2)
  expect(shortages).toEqual([
    { table: 'flags', rows: 2, reason: 'no other value of (on) was found that is free' },
  ])
})

it('gives the same rows for the same seed, and others for another', () => {
  const schema = tablesOf(modelOf({ Note: entity('note', { title: t.text(), price: t.decimal(10, 2) }) }))
  const rows = (seed: number) => generateRows(schema, { rowsPerTable: 20, seed }).groups
  expect(rows(1)).toEqual(rows(1))
  expect(rows(1)).not.toEqual(rows(2))
})

it('lets deleted rows keep names that are in use', async () => {
  const schema = tablesOf(
    modelOf({ Tag: entity('tag', { name: t.string({ max: 40 }).unique() }, { softDelete: true }) }),
  )
  await createSchema({ client, schema })
  await fillTables({ client, schema, rowsPerTable: 200, seed: 3 })
  const { all, distinct } = await one(
    'SELECT count(*)::int AS all, count(DISTINCT name)::int AS distinct FROM tags',
  )
  expect(all).toBe(200)
  expect(distinct).toBeLessThan(200)
})

it('fills 30 tables with 1,000 rows each in seconds', { timeout: 60_000 }, async () => {
  const User = entity('user', {
    email: t.email().unique(),
    name: t.string({ max: 80 }),
    data: t.json().optional(),
  })
  const others = Array.from({ length: 14 }, (_, at) =>
    entity(`thing${String.fromCharCode(97 + at)}`, {
      user: t.ref(() => User),
      price: t.decimal(12, 2, { min: 0 }),
      state: t.enum('new', 'paid'),
      at: t.timestamp(),
      note: t.text().optional(),
      fans: t.manyToMany(() => User),
    }),
  )
  const schema = tablesOf(modelOf({ User, ...Object.fromEntries(others.map((each) => [each.name, each])) }))
  await createSchema({ client, schema })
  const start = performance.now()
  const { rows, shortages } = await fillTables({ client, schema, rowsPerTable: 1_000, seed: 1 })
  const seconds = (performance.now() - start) / 1_000
  expect(shortages).toEqual([])
  expect(Object.values(rows)).toEqual(Array(29).fill(1_000))
  expect(seconds).toBeLessThan(30)
  if (process.env.SHOW_FIGURES) process.stdout.write(`filled in ${seconds.toFixed(1)} s\n`)
})
