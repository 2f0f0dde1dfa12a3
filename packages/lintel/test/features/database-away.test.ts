/** A database that goes away and comes back: 503 while it is away, never a naked 500, and no restart when it is back. */
import { setTimeout as delay } from 'node:timers/promises'
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { createTestDatabase } from '../../src/testing/test-database.ts'
import { databaseTarget, TcpProxy } from '../tcp-proxy.ts'

// Where the server of this run is, found out by asking for a database on it.
const probe = await createTestDatabase()
const proxy = new TcpProxy(databaseTarget(probe.connectionString))
await proxy.open()
const login = /^postgres(?:ql)?:\/\/([^@/]*)@/.exec(probe.connectionString)?.[1] ?? 'postgres'
const named = process.env.TEST_DATABASE_URL
process.env.TEST_DATABASE_URL = `postgres://${login}@127.0.0.1:${proxy.port}/postgres`

const Item = entity('item', {
  name: t.string(),
  count: t.integer().default(0),
  parts: t.many(() => Part, 'item'),
})
const Part = entity('part', { item: t.ref(() => Item), name: t.string() })
let between: () => Promise<unknown> = async () => undefined
const app = await testApplication(
  application('away', {
    parts: [
      {
        items: resource(Item, { read: anyone, create: anyone, update: anyone, delete: anyone, bulk: true }),
        parts: resource(Part, { read: anyone }),
        move: operation('POST /move', {
          summary: 'Change two rows, with a pause between',
          allow: anyone,
          output: { count: t.integer() },
          run: ({ db }) =>
            db.transaction(async (tx) => {
              await tx.insert(Item, { name: 'first' })
              await between()
              await tx.insert(Item, { name: 'second' })
              return { count: await tx.count(Item) }
            }),
        }),
      },
    ],
  }),
)
afterAll(async () => {
  await proxy.shut()
  await proxy.open()
  await app.stop()
  await proxy.shut()
  if (named === undefined) delete process.env.TEST_DATABASE_URL
  else process.env.TEST_DATABASE_URL = named
  await probe.drop()
})

let id: string
beforeEach(async () => {
  between = async () => undefined
  await proxy.open()
  await back()
  await app.db.deleteMany(Item, {})
  id = (await app.db.insert(Item, { name: 'x' })).id
})
/** Waits until the application has found its database again. */
const back = () =>
  expect.poll(async () => (await app.request('GET /health/ready')).status, { timeout: 8_000 }).toBe(200)
const everything = (): readonly [string, object?][] => [
  ['GET /items'],
  ['GET /items?count=true&limit=1'],
  [`GET /items/${id}`],
  [`HEAD /items/${id}`],
  ['POST /items', { name: 'y' }],
  ['POST /items/bulk', { items: [{ name: 'y' }] }],
  [`PATCH /items/${id}`, { name: 'y' }],
  [`PUT /items/${id}`, { name: 'y' }],
  [`DELETE /items/0195f3a0-1111-7000-8000-000000000001`],
  ['POST /move'],
]
const askAll = () => Promise.all(everything().map(([route, body]) => app.request(route, { body })))
const faults = () => app.observations.filter(({ event }) => event === 'fault')

describe('connections that are cut', () => {
  test('are opened again: the next requests are served', async () => {
    await app.cutConnections()
    await back()
    const answers = await askAll()
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
  })

  test('while requests come and go give at worst 503', async () => {
    let over = false
    const seen: Awaited<ReturnType<typeof app.request>>[] = []
    const client = async (index: number) => {
      while (!over) {
        const [route, body] = everything()[index % 10] ?? ['GET /items']
        seen.push(await app.request(route, { body }))
      }
    }
    const clients = Array.from({ length: 10 }, (_, index) => client(index))
    for (let count = 0; count < 4; count++) {
      await delay(60)
      await app.cutConnections()
    }
    await delay(100)
    over = true
    await Promise.all(clients)
    expect(seen.length).toBeGreaterThan(50)
    for (const answer of seen.filter(({ status }) => status >= 500)) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
    }
    await back()
  })

  test('in the middle of a transaction lose all of it, and nothing else', async () => {
    between = () => app.cutConnections().then(() => delay(30))
    const answer = await app.request('POST /move')
    expect(answer).toBeRefused(503, 'database_unavailable')
    await back()
    expect(await app.db.find(Item)).toEqual([expect.objectContaining({ name: 'x' })])
    between = async () => undefined
    expect((await app.request('POST /move')).body.data.count).toBe(3)
  })

  test('by a server that ends idle transactions lose all of it, too', async () => {
    between = async () => {
      const [row] = await app.db.sql<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()",
      )
      await app.db.sql('SELECT pg_terminate_backend($1::int)', [row?.pid])
      await delay(30)
    }
    expect(await app.request('POST /move')).toBeRefused(503, 'database_unavailable')
    expect(await app.db.count(Item)).toBe(1)
  })
})

describe('a server that refuses connections', () => {
  test('is 503 with Retry-After, at once, by every door', async () => {
    await proxy.shut()
    const start = performance.now()
    for (let round = 0; round < 3; round++) {
      for (const [index, answer] of (await askAll()).entries()) {
        const route = everything()[index]?.[0] ?? ''
        expect(answer.status, `${route} ${answer.text}`).toBe(503)
        expect(answer.headers.get('retry-after'), route).toBe('1')
        if (!route.startsWith('HEAD')) expect(answer).toBeRefused(503, 'database_unavailable')
      }
    }
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  test('leaves the process alive and not ready', async () => {
    await proxy.shut()
    const [live, ready] = [await app.request('GET /health/live'), await app.request('GET /health/ready')]
    expect([live.status, ready.status]).toEqual([200, 503])
    expect(ready.headers.get('retry-after')).toBe('1')
    expect(ready.body).toMatchObject({ status: 'not ready', checks: { database: 'failing' } })
  })

  test('tells callers nothing of where it is', async () => {
    await proxy.shut()
    const told = (await askAll()).map(({ text }) => text.replace(/"requestId":"[^"]*"/, '')).join()
    expect(told).not.toMatch(/ECONN|127\.0\.0\.1|postgres|connect/)
    expect(told).not.toContain(String(proxy.port))
  })

  test('does not keep from being refused what is wrong anyway', async () => {
    await proxy.shut()
    expect(await app.request('GET /items?nope=1')).toBeRefused(400)
    expect(await app.request('POST /items', { body: {} })).toBeRefused(422)
    expect(await app.request('GET /nowhere')).toBeRefused(404)
  })

  test('and comes back is used again without a restart', async () => {
    await proxy.shut()
    await askAll()
    await delay(300)
    await proxy.open()
    await back()
    const answers = await askAll()
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
    expect(await app.db.count(Item)).toBeGreaterThan(1)
  })

  test('is never taken for a fault of ours', () => {
    expect(faults()).toEqual([])
  })
})

describe('a network that swallows everything', () => {
  // Statements have a limit on the server alone: where nothing comes back, a request waits until its own time is up, and
  // its connection is not given up, so that the ones of before are of no use when the network is back.
  test.fails('is found out by the limit of statements, and left behind', async () => {
    const silent = await testApplication(
      application('silent', {
        parts: [[resource(Item, { read: anyone }), resource(Part, { read: anyone })]],
      }),
      {
        environment: { REQUEST_TIMEOUT_MS: '1500', STATEMENT_TIMEOUT_MS: '300' },
      },
    )
    try {
      expect((await silent.request('GET /items')).status).toBe(200)
      proxy.freeze(true)
      const start = performance.now()
      const answer = await silent.request('GET /items')
      const tookMs = performance.now() - start
      expect(answer.status).toBe(503)
      expect(tookMs).toBeLessThan(1_000)
    } finally {
      proxy.freeze(false)
      await silent.stop()
    }
  })
})
