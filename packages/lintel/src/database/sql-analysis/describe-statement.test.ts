/** What is said of a statement is what PostgreSQL does: each one is run, and its locks and its files are looked at. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { describeStatement } from './describe-statement.ts'
import { lockModes, type TableLock } from './statement-cost.ts'

let database: TestDatabase
let client: Client
let other: Client

beforeAll(async () => {
  database = await createTestDatabase()
  const [one, two] = await Promise.all([connect(), connect()])
  client = one
  other = two
  await client.query(tables)
})
afterAll(async () => {
  await client?.end()
  await other?.end()
  await database?.drop()
})

const tables = `
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer NOT NULL, number integer, buyer bigint, twice integer GENERATED ALWAYS AS (total * 2) STORED);
CREATE INDEX orders_note_idx ON orders (note);
CREATE UNIQUE INDEX orders_number_idx ON orders (number);
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER orders_trigger BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
CREATE POLICY orders_policy ON orders USING (true);
CREATE RULE orders_rule AS ON UPDATE TO orders DO ALSO NOTHING;
CREATE SEQUENCE numbers;
CREATE VIEW notes AS SELECT note FROM orders;
CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders;
CREATE UNIQUE INDEX totals_id ON totals (id);
CREATE TABLE events (day integer) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);
CREATE TABLE events_2 (day integer);
CREATE TABLE parents (id bigint);
CREATE TABLE children (id bigint);
CREATE TYPE status AS ENUM ('new');
CREATE TYPE unused AS ENUM ('new');
CREATE DOMAIN price AS integer;
CREATE FUNCTION g() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE SCHEMA elsewhere;`

/** Run in a transaction that is taken back. */
const inTransaction: readonly (readonly [sql: string, lock: TableLock | 'none', summary: string])[] = [
  ['ALTER TABLE orders ADD COLUMN a text', 'ACCESS EXCLUSIVE', 'alter table orders: add column a'],
  [
    'ALTER TABLE orders ADD COLUMN a text NOT NULL DEFAULT now()',
    'ACCESS EXCLUSIVE',
    'alter table orders: add column a',
  ],
  [
    'ALTER TABLE orders ADD COLUMN a uuid DEFAULT gen_random_uuid()',
    'ACCESS EXCLUSIVE',
    'alter table orders: add column a',
  ],
  ['ALTER TABLE orders ADD COLUMN a bigserial', 'ACCESS EXCLUSIVE', 'alter table orders: add column a'],
  [
    'ALTER TABLE orders ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY',
    'ACCESS EXCLUSIVE',
    'alter table orders: add column a',
  ],
  [
    'ALTER TABLE orders ADD COLUMN a integer GENERATED ALWAYS AS (total + 1) STORED',
    'ACCESS EXCLUSIVE',
    'alter table orders: add column a',
  ],
  [
    'ALTER TABLE orders ADD COLUMN a text, DROP COLUMN number',
    'ACCESS EXCLUSIVE',
    'alter table orders: add column a, drop column number',
  ],
  [
    'ALTER TABLE public.orders DROP COLUMN number',
    'ACCESS EXCLUSIVE',
    'alter table public.orders: drop column number',
  ],
  [
    'ALTER TABLE orders ALTER COLUMN note SET DEFAULT 1',
    'ACCESS EXCLUSIVE',
    'alter table orders: column default note',
  ],
  [
    'ALTER TABLE orders ALTER COLUMN note SET NOT NULL',
    'ACCESS EXCLUSIVE',
    'alter table orders: set not null note',
  ],
  [
    'ALTER TABLE orders ALTER COLUMN total DROP NOT NULL',
    'ACCESS EXCLUSIVE',
    'alter table orders: drop not null total',
  ],
  [
    'ALTER TABLE orders ALTER COLUMN note SET STATISTICS 200',
    'SHARE UPDATE EXCLUSIVE',
    'alter table orders: set statistics note',
  ],
  [
    'ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL',
    'ACCESS EXCLUSIVE',
    'alter table orders: set storage note',
  ],
  [
    'ALTER TABLE orders ALTER COLUMN twice DROP EXPRESSION',
    'ACCESS EXCLUSIVE',
    'alter table orders: drop expression twice',
  ],
  [
    'ALTER TABLE orders ALTER COLUMN total ADD GENERATED ALWAYS AS IDENTITY',
    'ACCESS EXCLUSIVE',
    'alter table orders: add identity total',
  ],
  [
    'ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 1) NOT VALID',
    'ACCESS EXCLUSIVE',
    'alter table orders: add constraint c',
  ],
  [
    'ALTER TABLE orders ADD CONSTRAINT c UNIQUE USING INDEX orders_number_idx',
    'ACCESS EXCLUSIVE',
    'alter table orders: add constraint c',
  ],
  [
    'ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (buyer) REFERENCES users (id) NOT VALID',
    'SHARE ROW EXCLUSIVE',
    'alter table orders: add constraint c',
  ],
  [
    'ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check',
    'SHARE UPDATE EXCLUSIVE',
    'alter table orders: validate constraint orders_total_check',
  ],
  [
    'ALTER TABLE orders DROP CONSTRAINT orders_total_check',
    'ACCESS EXCLUSIVE',
    'alter table orders: drop constraint orders_total_check',
  ],
  [
    'ALTER TABLE orders DISABLE TRIGGER orders_trigger',
    'SHARE ROW EXCLUSIVE',
    'alter table orders: disable trig orders_trigger',
  ],
  [
    'ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
    'ACCESS EXCLUSIVE',
    'alter table orders: enable row security',
  ],
  [
    'ALTER TABLE orders CLUSTER ON orders_note_idx',
    'SHARE UPDATE EXCLUSIVE',
    'alter table orders: cluster on orders_note_idx',
  ],
  [
    'ALTER TABLE orders SET (fillfactor = 70)',
    'SHARE UPDATE EXCLUSIVE',
    'alter table orders: set rel options',
  ],
  ['ALTER TABLE orders SET UNLOGGED', 'ACCESS EXCLUSIVE', 'alter table orders: set un logged'],
  ['ALTER TABLE orders OWNER TO CURRENT_USER', 'ACCESS EXCLUSIVE', 'alter table orders: change owner'],
  ['ALTER TABLE orders REPLICA IDENTITY FULL', 'ACCESS EXCLUSIVE', 'alter table orders: replica identity'],
  ['ALTER TABLE children INHERIT parents', 'ACCESS EXCLUSIVE', 'alter table children: add inherit'],
  [
    'ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM (2) TO (3)',
    'SHARE UPDATE EXCLUSIVE',
    'alter table events: attach partition events_2',
  ],
  [
    'ALTER TABLE events DETACH PARTITION events_1',
    'ACCESS EXCLUSIVE',
    'alter table events: detach partition events_1',
  ],
  ['ALTER TABLE orders RENAME TO purchases', 'ACCESS EXCLUSIVE', 'rename table orders to purchases'],
  [
    'ALTER TABLE orders RENAME COLUMN note TO remark',
    'ACCESS EXCLUSIVE',
    'rename column orders.note to remark',
  ],
  [
    'ALTER TABLE orders RENAME CONSTRAINT orders_total_check TO c',
    'ACCESS EXCLUSIVE',
    'rename constraint orders.orders_total_check to c',
  ],
  ['ALTER INDEX orders_note_idx RENAME TO i', 'SHARE UPDATE EXCLUSIVE', 'rename index orders_note_idx to i'],
  ['ALTER TABLE orders SET SCHEMA elsewhere', 'ACCESS EXCLUSIVE', 'move table orders to schema elsewhere'],
  ['ALTER SEQUENCE numbers RESTART', 'SHARE ROW EXCLUSIVE', 'alter sequence numbers'],
  ["ALTER TYPE status ADD VALUE 'old' AFTER 'new'", 'none', 'add old to enum status'],
  [
    'ALTER POLICY orders_policy ON orders USING (false)',
    'ACCESS EXCLUSIVE',
    'alter policy orders_policy on orders',
  ],
  ['CREATE TABLE a (id bigint)', 'none', 'create table a'],
  [
    'CREATE TABLE a (b bigint REFERENCES users (id), c bigint REFERENCES a (d), d bigint UNIQUE)',
    'SHARE ROW EXCLUSIVE',
    'create table a, referring to users',
  ],
  [
    'CREATE TABLE a PARTITION OF events FOR VALUES FROM (3) TO (4)',
    'ACCESS EXCLUSIVE',
    'create table a, partition of events',
  ],
  [
    'CREATE TABLE a () INHERITS (parents)',
    'SHARE UPDATE EXCLUSIVE',
    'create table a, inheriting from parents',
  ],
  ['CREATE INDEX i ON orders (note)', 'SHARE', 'create index i on orders'],
  ['CREATE UNIQUE INDEX ON orders (number)', 'SHARE', 'create unique index on orders'],
  [
    'CREATE TRIGGER a BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()',
    'SHARE ROW EXCLUSIVE',
    'create trigger a on orders',
  ],
  ['CREATE POLICY a ON orders USING (true)', 'ACCESS EXCLUSIVE', 'create policy a on orders'],
  ['CREATE RULE a AS ON INSERT TO orders DO ALSO NOTHING', 'ACCESS EXCLUSIVE', 'create rule a on orders'],
  [
    'CREATE STATISTICS a ON note, total FROM orders',
    'SHARE UPDATE EXCLUSIVE',
    'create statistics a on orders',
  ],
  ['CREATE VIEW a AS SELECT 1', 'none', 'create view a'],
  [
    'CREATE OR REPLACE VIEW notes AS SELECT note FROM orders WHERE total > 1',
    'ACCESS EXCLUSIVE',
    'create or replace view notes',
  ],
  [
    'CREATE MATERIALIZED VIEW a AS SELECT note FROM orders',
    'ACCESS SHARE',
    'create materialized view a from a query',
  ],
  ['CREATE SEQUENCE a', 'none', 'create sequence a'],
  ["CREATE FUNCTION a() RETURNS integer LANGUAGE sql AS 'SELECT 1'", 'none', 'create function a'],
  ["CREATE TYPE a AS ENUM ('b')", 'none', 'create enum a'],
  ['CREATE DOMAIN a AS integer', 'none', 'create domain a'],
  ['CREATE SCHEMA a', 'none', 'create schema a'],
  ['DROP TABLE children', 'ACCESS EXCLUSIVE', 'drop table children'],
  ['DROP VIEW notes', 'ACCESS EXCLUSIVE', 'drop view notes'],
  ['DROP MATERIALIZED VIEW totals', 'ACCESS EXCLUSIVE', 'drop materialized view totals'],
  ['DROP SEQUENCE numbers', 'ACCESS EXCLUSIVE', 'drop sequence numbers'],
  ['DROP INDEX orders_note_idx', 'ACCESS EXCLUSIVE', 'drop index orders_note_idx'],
  ['DROP TRIGGER orders_trigger ON orders', 'ACCESS EXCLUSIVE', 'drop trigger orders_trigger on orders'],
  ['DROP POLICY orders_policy ON orders', 'ACCESS EXCLUSIVE', 'drop policy orders_policy on orders'],
  ['DROP RULE orders_rule ON orders', 'ACCESS EXCLUSIVE', 'drop rule orders_rule on orders'],
  ['DROP FUNCTION g()', 'none', 'drop function g'],
  ['DROP TYPE unused', 'none', 'drop type unused'],
  ['TRUNCATE users, children', 'ACCESS EXCLUSIVE', 'empty users, children'],
  ["INSERT INTO users VALUES (1, 'a')", 'ROW EXCLUSIVE', 'insert rows into users'],
  ['UPDATE users SET name = NULL', 'ROW EXCLUSIVE', 'update all rows of users'],
  ['UPDATE users SET name = NULL WHERE id = 1', 'ROW EXCLUSIVE', 'update rows of users'],
  ['DELETE FROM users WHERE id = 1', 'ROW EXCLUSIVE', 'delete rows of users'],
  [
    'MERGE INTO users USING children ON users.id = children.id WHEN MATCHED THEN DELETE',
    'ROW EXCLUSIVE',
    'merge rows into users',
  ],
  ['SELECT name FROM users', 'ACCESS SHARE', 'select rows of users'],
  ['SELECT name FROM users FOR UPDATE', 'ROW SHARE', 'select rows of users'],
  ['ANALYZE users', 'SHARE UPDATE EXCLUSIVE', 'analyze users'],
  ['CLUSTER orders USING orders_number_idx', 'ACCESS EXCLUSIVE', 'cluster orders'],
  ['REINDEX TABLE users', 'SHARE', 'reindex table users'],
  ['REFRESH MATERIALIZED VIEW totals', 'ACCESS EXCLUSIVE', 'refresh materialized view totals'],
  [
    'REFRESH MATERIALIZED VIEW CONCURRENTLY totals',
    'EXCLUSIVE',
    'refresh materialized view totals, concurrently',
  ],
  ['LOCK TABLE users IN SHARE MODE', 'SHARE', 'lock users'],
  ["COMMENT ON TABLE users IS 'a'", 'SHARE UPDATE EXCLUSIVE', 'comment on table users'],
  ["COMMENT ON COLUMN users.name IS 'a'", 'SHARE UPDATE EXCLUSIVE', 'comment on column users.name'],
  ["SET lock_timeout = '1s'", 'none', 'set lock_timeout'],
]

test.each(inTransaction)('%s', async (sql, lock, summary) => {
  const described = await describeStatement(sql)
  expect(described).toMatchObject({ summary, lock })
  const taken = await run(sql, described.relation)
  expect(taken.lock).toBe(lock)
  // TRUNCATE and RESTART begin a new file too, and write no rows into it.
  if (described.rewrites !== 'unknown' && !/^TRUNCATE|RESTART$/.test(sql)) {
    expect(taken.rewrites).toBe(described.rewrites)
  }
})

/** Run while another session holds the table: the lock that they wait for is theirs. */
test.each([
  ['CREATE INDEX CONCURRENTLY i ON orders (note)', 'SHARE UPDATE EXCLUSIVE', 'orders'],
  ['REINDEX TABLE CONCURRENTLY orders', 'SHARE UPDATE EXCLUSIVE', 'orders'],
  ['VACUUM orders', 'SHARE UPDATE EXCLUSIVE', 'orders'],
  ['VACUUM (FULL) orders', 'ACCESS EXCLUSIVE', 'orders'],
  ['VACUUM (FULL false) orders', 'SHARE UPDATE EXCLUSIVE', 'orders'],
  ['ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY', 'SHARE UPDATE EXCLUSIVE', 'events'],
] as const)('%s', async (sql, lock, relation) => {
  expect(await describeStatement(sql)).toMatchObject({ lock, relation })
  expect(await awaitedLock(sql, relation)).toBe(lock)
})

test('DROP INDEX CONCURRENTLY names the index, and locks its table', async () => {
  const sql = 'DROP INDEX CONCURRENTLY orders_note_idx'
  const summary = 'drop index orders_note_idx, concurrently'
  expect(await describeStatement(sql)).toMatchObject({ summary, lock: 'SHARE UPDATE EXCLUSIVE' })
  expect(await awaitedLock(sql, 'orders')).toBe('SHARE UPDATE EXCLUSIVE')
})

describe('whom a lock keeps out', () => {
  test.each([
    ['ALTER TABLE orders DROP COLUMN note', 'reads'],
    ['CREATE INDEX ON orders (note)', 'writes'],
    ['CREATE INDEX CONCURRENTLY ON orders (note)', 'nothing'],
    ['UPDATE orders SET note = NULL', 'nothing'],
    ['REINDEX TABLE orders', 'reads'],
    ['CREATE TABLE a (b text)', 'nothing'],
    ['DO $$ BEGIN END $$', 'unknown'],
  ])('%s', async (sql, blocks) => {
    expect((await describeStatement(sql)).blocks).toBe(blocks)
  })
})

describe('what a statement does not say itself', () => {
  test.each([
    ["DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$", 'do $$ begin'],
    ['CALL tidy()', 'call tidy()'],
    ['SELECT tidy(1)', 'select values'],
    ['WITH a AS (DELETE FROM b RETURNING c) SELECT c FROM a', 'select rows of a'],
    ['DROP TYPE status CASCADE', 'drop type status, with what depends on it'],
    ['ALTER TABLE orders SET (user_catalog_table = true)', 'alter table orders: set rel options'],
    ['ALTER VIEW notes ALTER COLUMN note SET DEFAULT 1', 'alter view notes: column default note'],
    ['CREATE NONSENSE a', 'create nonsense a'],
    ['', ''],
  ])('%s', async (sql, summary) => {
    const unknown = { lock: 'unknown', blocks: 'unknown', rewrites: 'unknown' }
    expect(await describeStatement(sql)).toMatchObject({ summary, ...unknown })
  })

  test('a change of type, and a default of a function that is not known', async () => {
    for (const sql of [
      'ALTER TABLE orders ALTER COLUMN total TYPE bigint',
      'ALTER TABLE orders ADD COLUMN a text DEFAULT my_default()',
    ]) {
      expect(await describeStatement(sql)).toMatchObject({ lock: 'ACCESS EXCLUSIVE', rewrites: 'unknown' })
    }
  })
})

async function connect(): Promise<Client> {
  const connection = new Client({ connectionString: database.connectionString })
  await connection.connect()
  return connection
}

/** `AccessExclusiveLock` → `ACCESS EXCLUSIVE` */
function modeOf(name: string): TableLock {
  const words = name.replace(/Lock$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
  const mode = lockModes.find((each) => each === words.toUpperCase())
  if (!mode) throw new Error(`${name} is no lock of a table.`)
  return mode
}

interface Taken {
  readonly lock: TableLock | 'none'
  readonly rewrites: boolean
}

/** Runs a statement, looks at what it holds of the relations that were there, and takes it back. */
async function run(sql: string, relation: string | undefined): Promise<Taken> {
  const named = relation?.split(', ').map((name) => name.replace(/^.*\./, ''))
  const before = await client.query<{ oid: number; name: string; file: number }>(
    `SELECT oid::int, relname AS name, pg_relation_filenode(oid)::int AS file FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
  )
  const there = before.rows.filter(({ name }) => named === undefined || named.includes(name))
  await client.query('BEGIN')
  try {
    await client.query(sql)
    const oids = there.map(({ oid }) => oid)
    const held = await client.query<{ mode: string }>(
      `SELECT mode FROM pg_locks WHERE locktype = 'relation' AND pid = pg_backend_pid() AND relation = ANY ($1)`,
      [oids],
    )
    const after = await client.query<{ oid: number; file: number }>(
      'SELECT oid::int, pg_relation_filenode(oid)::int AS file FROM pg_class WHERE oid = ANY ($1)',
      [oids],
    )
    const modes = held.rows.map(({ mode }) => modeOf(mode))
    return {
      lock: lockModes.findLast((mode) => modes.includes(mode)) ?? 'none',
      rewrites: after.rows.some(({ oid, file }) =>
        there.some((each) => each.oid === oid && each.file !== file),
      ),
    }
  } finally {
    await client.query('ROLLBACK')
  }
}

async function awaitedLock(sql: string, relation: string): Promise<TableLock> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  await other.query('BEGIN')
  // It lets pass those who look the table up before they ask for their own lock.
  await other.query(`LOCK TABLE ${relation} IN SHARE UPDATE EXCLUSIVE MODE`)
  const work = client.query(sql).then(
    () => undefined,
    (error: Error) => error,
  )
  try {
    for (;;) {
      const waiting = await other.query<{ mode: string }>(
        `SELECT mode FROM pg_locks WHERE pid = $1 AND relation = $2::regclass AND NOT granted`,
        [rows[0]?.pid, relation],
      )
      if (waiting.rows[0]) return modeOf(waiting.rows[0].mode)
      await sleep(20)
    }
  } finally {
    await other.query('SELECT pg_cancel_backend($1)', [rows[0]?.pid])
    await work
    await other.query('ROLLBACK')
  }
}
