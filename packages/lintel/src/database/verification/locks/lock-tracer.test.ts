import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  createThrowawayDatabase,
  type ThrowawayDatabase,
} from '../../migration/throwaway-database.test-support.ts'
import { LockTracer, type StatementTrace } from './lock-tracer.ts'

let database: ThrowawayDatabase
let client: Client
let observer: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
  observer = await database.connect('observer')
})

beforeEach(async () => {
  await database.clear()
  await client.query(`
    CREATE TABLE users (id int PRIMARY KEY, name varchar(20));
    CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, total int);
    INSERT INTO users SELECT n, 'user' FROM generate_series(1, 1000) n;
    INSERT INTO orders SELECT n, n % 1000 + 1, n FROM generate_series(1, 1000) n`)
})

afterAll(() => database?.drop())

async function traceTransaction(...statements: string[]): Promise<StatementTrace[]> {
  const tracer = await LockTracer.start(client, observer)
  await client.query('BEGIN')
  for (const statement of statements)
    await tracer.trace({ statement, inTransaction: true }, () => client.query(statement))
  await client.query('COMMIT')
  tracer.transactionEnded()
  return tracer.traces
}

async function traceAlone(statement: string): Promise<StatementTrace | undefined> {
  const tracer = await LockTracer.start(client, observer)
  await tracer.trace({ statement, inTransaction: false }, () => client.query(statement))
  return tracer.traces[0]
}

const brief = (trace: StatementTrace | undefined) =>
  Object.fromEntries(
    (trace?.locks ?? []).map(({ relation, mode, wasThere }) => [relation, wasThere ? mode : `new: ${mode}`]),
  )

// What the documentation of PostgreSQL says of each statement.
it.each([
  ['SELECT count(*) FROM orders', { orders: 'ACCESS SHARE', orders_pkey: 'ACCESS SHARE' }],
  ['ALTER TABLE orders ADD note text', { orders: 'ACCESS EXCLUSIVE' }],
  ['CREATE INDEX by_user ON orders (user_id)', { orders: 'SHARE', by_user: 'new: ACCESS EXCLUSIVE' }],
  [
    'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users NOT VALID',
    { orders: 'SHARE ROW EXCLUSIVE', users: 'SHARE ROW EXCLUSIVE' },
  ],
  ['LOCK TABLE orders IN EXCLUSIVE MODE', { orders: 'EXCLUSIVE' }],
  ['DROP TABLE users', { users: 'ACCESS EXCLUSIVE', users_pkey: 'ACCESS EXCLUSIVE' }],
])('%s', async (statement, expected) => {
  const [trace] = await traceTransaction(statement)
  expect(brief(trace)).toMatchObject(expected)
  expect(trace?.rewritten).toEqual([])
})

it('charges a statement with its own locks alone, and counts until the commit', async () => {
  const traces = await traceTransaction(
    'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users NOT VALID',
    'ALTER TABLE orders VALIDATE CONSTRAINT f',
    'SELECT pg_sleep(0.05)',
    'ALTER TABLE orders ADD note text',
  )
  expect(brief(traces[1])).toMatchObject({ orders: 'SHARE UPDATE EXCLUSIVE', users: 'ROW SHARE' })
  // Nobody waits any more for this one than for what is held already.
  expect(traces[1]?.locks.find(({ relation }) => relation === 'users')?.modes).not.toContain(
    'SHARE ROW EXCLUSIVE',
  )
  expect(traces[2]?.locks).toEqual([])
  expect(brief(traces[3])).toEqual({ orders: 'ACCESS EXCLUSIVE' })
  expect(traces[0]?.locks[0]?.heldMs).toBeGreaterThan(50)
  expect(traces[3]?.locks[0]?.heldMs).toBeLessThan(traces[0]?.locks[0]?.heldMs ?? 0)
})

it('knows what the transaction has made itself, and the name that a table had', async () => {
  const traces = await traceTransaction(
    'CREATE TABLE notes (id serial PRIMARY KEY)',
    'ALTER TABLE notes ADD text text',
    'ALTER TABLE orders RENAME TO purchases',
  )
  expect(brief(traces[0])).toMatchObject({
    notes: 'new: ACCESS EXCLUSIVE',
    notes_id_seq: expect.stringContaining('new'),
  })
  expect(traces[1]?.locks.filter(({ wasThere }) => wasThere)).toEqual([])
  expect(brief(traces[2])).toEqual({ orders: 'ACCESS EXCLUSIVE' })
})

it.each([
  ['ALTER TABLE users ALTER name TYPE varchar(40)', []],
  ['ALTER TABLE users ALTER id TYPE bigint', ['users']],
  ['ALTER TABLE users ADD flag boolean NOT NULL DEFAULT false', []],
  ['ALTER TABLE users ADD at timestamptz DEFAULT clock_timestamp()', ['users']],
])('sees whether rows are written anew: %s', async (statement, rewritten) => {
  const [trace] = await traceTransaction(statement)
  expect(trace?.rewritten).toEqual(rewritten)
})

it('looks on while a statement runs that allows no transaction', async () => {
  await client.query('INSERT INTO orders SELECT n, n % 1000 + 1, n FROM generate_series(1001, 200000) n')
  const trace = await traceAlone('CREATE INDEX CONCURRENTLY by_total ON orders (total, user_id)')
  expect(brief(trace)).toMatchObject({
    orders: 'SHARE UPDATE EXCLUSIVE',
    by_total: expect.stringContaining('new'),
  })
  const held = trace?.locks.find(({ relation }) => relation === 'orders')?.heldMs ?? 0
  expect(held).toBeGreaterThan(5)
  expect(held).toBeLessThanOrEqual((trace?.durationMs ?? 0) + 20)
  expect(trace?.isSampled).toBe(true)
})

it('gives the failure of a statement on', async () => {
  await expect(traceAlone('VACUUM nothing')).rejects.toThrow('does not exist')
  await expect(traceTransaction('SELECT 1 / 0')).rejects.toThrow('division by zero')
  await client.query('ROLLBACK')
})
