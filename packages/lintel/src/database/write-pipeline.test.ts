/** Writes that share connections: each gets its own answer, and none waits long for what holds up another. */
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Arguments } from '../plan/sql/statement.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { withClient } from './client.ts'
import { Connections } from './connections.ts'
import type { NamedStatement } from './statement-cache.ts'
import { inTransaction } from './transaction.ts'

const database = await createTestDatabase()
const { connectionString } = database
await withClient(connectionString, (client) =>
  client.query('CREATE TABLE item (id integer PRIMARY KEY CHECK (id >= 0), name text)'),
)
afterAll(() => database.drop())

// Three of four are for writes and transactions.
let connections: Connections
const open = (options: { lockTimeoutMs?: number; connectTimeoutMs?: number; poolSize?: number } = {}) => {
  connections = new Connections({ connectionString, poolSize: 4, lockTimeoutMs: 2_000, ...options })
}
beforeEach(async () => {
  await withClient(connectionString, (client) => client.query('TRUNCATE item'))
  open()
})
afterEach(() => connections.close())

const statement = (name: string, text: string, ...names: readonly string[]): NamedStatement => ({
  name,
  text,
  slots: names.map((each) => ({ from: 'argument', name: each })),
})
const values = (given: Readonly<Record<string, unknown>>): Arguments => ({ principal: null, values: given })

const insert = statement('insert', 'INSERT INTO item VALUES ($1, $2) RETURNING id::text', 'id', 'name')
const rename = statement('rename', 'UPDATE item SET name = $2 WHERE id = $1 RETURNING name', 'id', 'name')
const sleep = statement('sleep', 'SELECT pg_sleep($1)::text', 'seconds')
const store = (id: number, name = 'x') => connections.write(insert, values({ id, name }))
const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index)
const timed = async (work: Promise<unknown>) => {
  const startMs = performance.now()
  await work
  return performance.now() - startMs
}

/** Holds what a statement locks, for as long as `work` takes. */
const whileLocked = (text: string, work: () => Promise<unknown>) =>
  withClient(connectionString, async (client) => {
    await client.query('BEGIN')
    await client.query(text)
    await work()
    await client.query('COMMIT')
  })

describe('many more writes than connections', () => {
  test('are all done, and each gets its own answer', async () => {
    const answers = await Promise.all(many(300).map((id) => store(id)))
    expect(answers.map((rows) => rows[0]?.[0])).toEqual(many(300).map(String))
  })

  test('are each a transaction by itself: one that is refused takes nothing of its neighbours with it', async () => {
    const answers = await Promise.allSettled(many(200).map((id) => store(id % 2 === 0 ? id : -id)))
    const stored = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value[0]?.[0] : undefined))
    expect(stored).toEqual(many(200).map((id) => (id % 2 === 0 ? String(id) : undefined)))
  })

  test('do not close a connection because they are refused', async () => {
    const backends = () =>
      withClient(connectionString, async (client) => {
        const others = await client.query(
          'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY pid',
        )
        return others.rows
      })
    await Promise.all(many(60).map((id) => store(id)))
    const before = await backends()
    await Promise.allSettled(many(60).map((id) => store(-1 - id)))
    expect(before).toHaveLength(3)
    expect(await backends()).toEqual(before)
  })

  test('bear values that cannot be sent', async () => {
    const endless: unknown[] = []
    endless.push({ endless })
    const broken = many(6).map((id) => connections.write(insert, values({ id, name: { endless } })))
    const whole = many(30, 100).map((id) => store(id))
    for (const each of await Promise.allSettled(broken)) expect(each.status).toBe('rejected')
    expect((await Promise.all(whole)).map((rows) => rows[0]?.[0])).toEqual(many(30, 100).map(String))
    expect((await store(200))[0]).toEqual(['200'])
  })
})

describe('a write that waits for a lock', () => {
  test('is done when the lock is free, and holds up the others only briefly', async () => {
    await store(1)
    let waiting: Promise<unknown> | undefined
    await whileLocked('UPDATE item SET name = name WHERE id = 1', async () => {
      waiting = connections.write(rename, values({ id: 1, name: 'late' }))
      expect(await timed(Promise.all(many(40, 10).map((id) => store(id))))).toBeLessThan(1_500)
      await delay(300)
    })
    expect(await waiting).toEqual([['late']])
  })

  test('waits for as long as it may, also for a table that is locked before it was ever asked', async () => {
    let all: Promise<unknown>[] = []
    await whileLocked('LOCK TABLE item', async () => {
      all = many(12).map((id) => store(id))
      await delay(400)
    })
    expect(await Promise.allSettled(all)).toEqual(
      many(12).map((id) => ({ status: 'fulfilled', value: [[String(id)]] })),
    )
  })

  test.each([60, 400])('fails after a limit of %i ms', async (lockTimeoutMs) => {
    await connections.close()
    open({ lockTimeoutMs })
    await store(1)
    await whileLocked('UPDATE item SET name = name WHERE id = 1', async () => {
      const waiting = connections.write(rename, values({ id: 1, name: 'late' }))
      const tookMs = await timed(expect(waiting).rejects.toMatchObject({ code: '55P03' }))
      expect(tookMs).toBeGreaterThan(lockTimeoutMs - 10)
      expect(tookMs).toBeLessThan(lockTimeoutMs + 1_500)
    })
  })
})

test('a slow write holds up nobody who comes later', async () => {
  const slow = connections.write(sleep, values({ seconds: 2.5 }))
  await delay(100)
  expect(await timed(Promise.all(many(60).map((id) => store(id))))).toBeLessThan(1_800)
  await slow
})

test('transactions get their connection while writes never end', async () => {
  let over = false
  const writers = many(20).map(async (writer) => {
    for (let id = writer; !over; id += 20) await store(id)
  })
  const count = statement('count', 'SELECT count(*)::text FROM item')
  const took = many(30).map(() => timed(inTransaction(connections, {}, (tx) => tx.read(count, values({})))))
  expect(Math.max(...(await Promise.all(took)))).toBeLessThan(2_000)
  over = true
  await Promise.all(writers)
})

test('writes get a connection back when transactions that held all of them end', async () => {
  const held = many(3).map(() => inTransaction(connections, {}, () => delay(300)))
  const answers = await Promise.all(many(20).map((id) => store(id)))
  expect(answers).toHaveLength(20)
  await Promise.all(held)
})

test('without a connection in time a write is refused', async () => {
  await connections.close()
  open({ connectTimeoutMs: 1_000 })
  const held = many(3).map(() => inTransaction(connections, {}, () => delay(3_000)))
  await delay(50)
  const refused = many(5).map((id) => store(id))
  const tookMs = await timed(
    Promise.all(refused.map((each) => expect(each).rejects.toMatchObject({ code: 'database_unavailable' }))),
  )
  expect(tookMs).toBeLessThan(2_000)
  await Promise.all(held)
  expect((await store(9))[0]).toEqual(['9'])
})

test('connections that are cut are opened again, and no write is left without an answer', async () => {
  await Promise.all(many(20).map((id) => store(id)))
  const running = Promise.allSettled(many(10).map(() => connections.write(sleep, values({ seconds: 0.3 }))))
  await delay(100)
  await withClient(connectionString, (client) =>
    client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    ),
  )
  const answers = await running
  expect(answers.some(({ status }) => status === 'rejected')).toBe(true)
  const again = await Promise.all(many(20, 100).map((id) => store(id)))
  expect(again).toHaveLength(20)
})
