import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { compareContents } from '../../../plan/verification/contents/compare-contents.ts'
import type { DatabaseContents } from '../../../plan/verification/contents/table-contents.ts'
import {
  createThrowawayDatabase,
  type ThrowawayDatabase,
} from '../../migration/throwaway-database.test-support.ts'
import { type ContentsOptions, readContents } from './read-contents.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
})

beforeEach(async () => {
  await database.clear()
  await client.query(`
    CREATE TABLE orders (id int PRIMARY KEY, total numeric(10,2), note text, at timestamptz(3), data jsonb, loose json, n int);
    INSERT INTO orders SELECT i, i * 1.5, CASE WHEN i % 3 > 0 THEN 'n' || i END, '2026-01-01T00:00:00Z'::timestamptz + i * '1 min'::interval,
                              json_build_object('b', i, 'a', 1), '{"b": 1, "a": 2}', i FROM generate_series(1, 300) i;
    CREATE TABLE log (line text, at date); INSERT INTO log VALUES ('a', '2026-01-01'), ('b', NULL), ('b', NULL)`)
})

afterAll(() => database?.drop())

async function changesBy(sql: string, before: ContentsOptions = {}, after = before): Promise<string[]> {
  const one = await readContents(client, before)
  await client.query(sql)
  return compareContents(one, await readContents(client, after))
}

const buckets = { exactRows: 0 }

it.each([
  ['UPDATE orders SET n = n', []],
  ['UPDATE orders SET n = n + 1 WHERE id < 5', ['Values of orders.n have changed in 4 rows.']],
  [`UPDATE orders SET note = '' WHERE id = 3`, ['Values of orders.note have changed in 1 row.']],
  ['DELETE FROM orders WHERE id IN (7, 9)', ['orders has lost 2 rows.']],
  ['INSERT INTO orders (id) VALUES (0)', ['orders has 1 row that was not there before.']],
  [
    'UPDATE orders SET id = -1 WHERE id = 1',
    ['orders has lost 1 row.', 'orders has 1 row that was not there before.'],
  ],
  [
    'UPDATE orders a SET n = b.n FROM orders b WHERE a.id = 301 - b.id',
    ['Values of orders.n have changed in 300 rows.'],
  ],
  ['ALTER TABLE orders DROP note, ADD other int', ['orders.note is gone.', 'orders.other is new.']],
  [
    'DROP TABLE log; CREATE TABLE fog ()',
    ['The table fog is new, with 0 rows.', 'The table log is gone, with 3 rows.'],
  ],
  [`UPDATE log SET at = '2026-01-02' WHERE line = 'a'`, ['Values of log.at have changed.']],
  [`DELETE FROM log WHERE line = 'a'`, ['log has lost 1 row.']],
  [`INSERT INTO log VALUES ('b')`, ['log has 1 row more.']],
])('says what became of rows and values: %s', async (sql, sentences) => {
  expect(await changesBy(sql)).toEqual(sentences)
})

it.each([
  'ALTER TABLE orders ALTER id TYPE bigint, ALTER n TYPE bigint',
  'ALTER TABLE orders ALTER total TYPE numeric(12,4)',
  'ALTER TABLE orders ALTER total TYPE numeric',
  'ALTER TABLE orders ALTER total TYPE text, ALTER n TYPE text, ALTER id TYPE text',
  'ALTER TABLE orders ALTER n TYPE numeric(8,3)',
  'ALTER TABLE orders ALTER note TYPE varchar(10), ALTER data TYPE text',
  'ALTER TABLE orders ALTER at TYPE timestamptz(6)',
  'ALTER TABLE orders ALTER loose TYPE jsonb',
  `UPDATE orders SET loose = '{ "a":2,"b":1 }'`,
  `SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'SQL, DMY'`,
  'CREATE TABLE copy AS TABLE orders; TRUNCATE orders; INSERT INTO orders SELECT * FROM copy ORDER BY random(); DROP TABLE copy',
])('sees no change where values are the same: %s', async (sql) => {
  expect(await changesBy(sql)).toEqual([])
  await client.query('RESET TimeZone; RESET DateStyle')
  expect(await changesBy('UPDATE orders SET n = NULL WHERE id::text = $$4$$')).toEqual([
    'Values of orders.n have changed in 1 row.',
  ])
})

it('looks at a large table by buckets, and says so', async () => {
  const changed = await changesBy(
    'UPDATE orders SET n = 0 WHERE id = 5; DELETE FROM orders WHERE id = 6',
    buckets,
  )
  expect(changed).toEqual([
    'orders has lost at least 1 row.',
    'Values of orders.n have changed in at least 1 row.',
  ])
  expect(await changesBy('UPDATE orders SET n = n', buckets)).toEqual([])
  // One side row by row, the other by buckets: a table that grows in between.
  expect(await changesBy('UPDATE orders SET n = n', {}, buckets)).toEqual([])
  expect(await changesBy('UPDATE orders SET n = 1 WHERE id = 5', {}, buckets)).toEqual([
    'Values of orders.n have changed in at least 1 row.',
  ])
})

it('follows values to other names and into another table', async () => {
  await client.query(`CREATE TABLE customers (id int PRIMARY KEY, street text, city text);
    INSERT INTO customers VALUES (1, 'a', 'b'), (2, 'ab', ''), (3, NULL, 'x')`)
  const before = { tables: [{ name: 'customers', columns: ['city'], sets: [['street', 'city']] }] }
  const move = `CREATE TABLE addresses (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer int, road text, city text);
    INSERT INTO addresses (customer, road, city) SELECT * FROM customers`
  const after = {
    tables: [
      {
        name: 'addresses',
        as: 'customers',
        columns: ['city'],
        columnsAs: { road: 'street' },
        key: ['customer'],
        sets: [['road', 'city']],
      },
    ],
  }
  expect(await changesBy(move, before, after)).toEqual([])
  const original = await readContents(client, before)
  await client.query(`UPDATE addresses SET road = 'a', city = 'b' WHERE customer = 2`)
  expect(compareContents(original, await readContents(client, after))).toEqual([
    'Values of customers.city have changed in 1 row.',
    'Values of customers.(street, city) have changed in 1 row.',
  ])
})

it('tells NULL from empty text, and reads a table without rows or columns', async () => {
  await client.query('CREATE TABLE empty (id int PRIMARY KEY); CREATE TABLE bare ()')
  const contents: DatabaseContents = await readContents(client)
  expect(Object.keys(contents.tables)).toEqual(['bare', 'empty', 'log', 'orders'])
  expect(contents.tables.empty?.rowCount).toBe(0)
  expect(await changesBy(`UPDATE log SET line = '' WHERE line = 'a'`)).toEqual([
    'Values of log.line have changed.',
  ])
  expect(await changesBy(`UPDATE log SET line = NULL WHERE line = ''`)).toEqual([
    'Values of log.line have changed.',
  ])
})
