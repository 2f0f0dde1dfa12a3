/** Rate limits: who shares what, what is refused and how it is told, in each store. */
import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import {
  anyone,
  application,
  entity,
  identity,
  operation,
  owner,
  principalId,
  resource,
  role,
  signedIn,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'

const Person = entity('person', { name: t.string() })
const Note = entity('note', { owner: t.ref(() => Person), text: t.string() }, { search: ['text'] })
const on = { summary: 'x', output: { ok: t.boolean() }, run: () => ({ ok: true }) }

/** One of its own for each store, since what is counted outlives a test. */
const limited = (name: string) =>
  application(name, {
    parts: [
      {
        people: identity(Person),
        notes: resource(Note, {
          create: { who: signedIn, set: { owner: principalId } },
          read: owner('owner'),
          search: true,
          bulk: true,
          rateLimit: '3/hour',
        }),
        each: operation('POST /each', { ...on, allow: anyone, rateLimit: '2/hour' }),
        address: operation('GET /address', {
          ...on,
          allow: anyone,
          rateLimit: { requests: 2, per: 'hour', by: 'address' },
        }),
        all: operation('GET /all', {
          ...on,
          allow: anyone,
          rateLimit: { requests: 2, per: 'day', by: 'all' },
        }),
        two: operation('GET /two', { ...on, allow: anyone, rateLimit: ['1/second', '3/hour'] }),
        costly: operation('POST /costly', {
          ...on,
          allow: anyone,
          input: { items: t.integer({ min: 1 }) },
          rateLimit: { requests: 10, per: 'hour', cost: ({ input }) => input.items },
        }),
        fixed: operation('GET /fixed', {
          ...on,
          allow: anyone,
          rateLimit: { requests: 10, per: 'month', cost: 5 },
        }),
        closed: operation('GET /closed', { ...on, allow: role('admin'), rateLimit: '1/hour' }),
        free: operation('GET /free', { ...on, allow: anyone }),
        keyed: operation('POST /keyed', { ...on, allow: anyone, idempotent: true, rateLimit: '2/hour' }),
      },
    ],
  })

const stores: readonly (readonly ['memory' | 'postgres' | 'redis', Readonly<Record<string, string>>])[] = [
  ['memory', { RATE_LIMIT_STORE: 'memory' }],
  ['postgres', {}],
  ['redis', { REDIS_URL: 'redis://127.0.0.1:6379/6' }],
]

describe.each(stores)('counted in %s', async (store, environment) => {
  const name = `limits-${randomUUID()}`
  const app = await testApplication(limited(name), {
    environment: { ...environment, TRUSTED_PROXIES: '1' },
  })
  afterAll(() => app.stop())
  const ada = { id: randomUUID() }
  const bob = { id: randomUUID() }
  let address = 1
  /** Each test comes from an address of its own. */
  const from = (given?: string) => ({ headers: { 'x-forwarded-for': given ?? `10.0.0.${address++}` } })
  const statuses = async (times: number, ask: () => Promise<{ readonly status: number }>) => {
    const found: number[] = []
    for (let time = 0; time < times; time++) found.push((await ask()).status)
    return found
  }

  /** How many counters the store has by now. */
  const counters = async () => {
    const client = new Redis('redis://127.0.0.1:6379/6')
    const keys = await client.keys(`lintel:${name}:limit:*`)
    await client.quit()
    const rows = await app.db
      .dangerouslyWithoutPolicies()
      .sql<{ key: string }>('SELECT key FROM lintel.rate_limits')
    return { redis: keys.length, postgres: rows.length, memory: 0 }
  }

  test('the store is the one that was asked for, and holds neither ids nor addresses', async () => {
    const others = { redis: 0, postgres: 0, memory: 0 }
    await expect
      .poll(
        async () => {
          await app.request('POST /each', from('198.51.100.1'))
          return (await counters())[store]
        },
        { timeout: 10_000, interval: 300 },
      )
      .toBe(store === 'memory' ? 0 : 1)
    expect(await counters()).toEqual({ ...others, [store]: store === 'memory' ? 0 : 1 })
  })

  test('too many are refused, and told when to come again', async () => {
    const here = from()
    const first = await app.request('POST /each', here)
    expect(first.headers.get('ratelimit-policy')).toBe('"hour";q=2;w=3600')
    expect(first.headers.get('ratelimit')).toMatch(/^"hour";r=1;t=(3600|3599)$/)
    await app.request('POST /each', here)
    const refused = await app.request('POST /each', here)
    expect([refused.status, refused.body.error.code]).toEqual([429, 'too_many_requests'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_500)
    expect(refused.headers.get('ratelimit')).toMatch(/^"hour";r=0;t=\d+$/)
  })

  test('each caller has a limit, and so has each address of those who are nobody', async () => {
    const here = from()
    expect(await statuses(3, () => app.request('POST /each', { as: ada, ...here }))).toEqual([200, 200, 429])
    expect(await statuses(3, () => app.request('POST /each', { as: bob, ...here }))).toEqual([200, 200, 429])
    expect(await statuses(3, () => app.request('POST /each', here))).toEqual([200, 200, 429])
    expect(await statuses(1, () => app.request('POST /each', from()))).toEqual([200])
  })

  test('an address is that which the trusted proxy saw, and an IPv6 network is one', async () => {
    const forged = (at: number) => from(`172.16.0.${at}, 192.0.2.7`)
    expect((await app.request('GET /address', forged(1))).status).toBe(200)
    expect((await app.request('GET /address', forged(2))).status).toBe(200)
    expect((await app.request('GET /address', { as: ada, ...forged(3) })).status).toBe(429)
    const six = (at: number) => from(`2001:db8:0:1::${at}`)
    expect((await app.request('GET /address', six(1))).status).toBe(200)
    expect((await app.request('GET /address', six(2))).status).toBe(200)
    expect((await app.request('GET /address', six(3))).status).toBe(429)
    expect((await app.request('GET /address', from('2001:db8:0:2::1'))).status).toBe(200)
  })

  test('one limit may be for everybody', async () => {
    const asked = () => app.request('GET /all', { as: { id: randomUUID() }, ...from() })
    expect(await statuses(3, asked)).toEqual([200, 200, 429])
  })

  test('several hold at once, and what one refuses is not counted by the others', async () => {
    const here = from()
    const answers = []
    for (let time = 0; time < 4; time++) answers.push(await app.request('GET /two', here))
    expect(answers.map(({ status }) => status)).toContain(429)
    const last = answers.at(-1)
    expect(last?.headers.get('ratelimit-policy')).toBe('"second";q=1;w=1, "hour";q=3;w=3600')
    const done = answers.filter(({ status }) => status === 200).length
    expect(last?.headers.get('ratelimit')).toContain(`"hour";r=${3 - done};`)
  })

  test('a request may cost more than one', async () => {
    const here = from()
    const costs = (items: number) => app.request('POST /costly', { body: { items }, ...here })
    expect((await costs(6)).headers.get('ratelimit')).toMatch(/^"hour";r=4;/)
    expect((await costs(5)).status).toBe(429)
    expect((await costs(4)).status).toBe(200)
    expect((await costs(1)).status).toBe(429)
    expect((await app.request('POST /costly', { body: { items: 0 }, ...from() })).status).toBe(422)
    const month = from()
    expect(await statuses(3, () => app.request('GET /fixed', month))).toEqual([200, 200, 429])
  })

  test('all routes of a resource share its limit', async () => {
    const { id } = await app.db.insert(Person, { name: 'Eve' })
    const as = { as: { id } }
    expect((await app.request('GET /notes', as)).status).toBe(200)
    expect((await app.request('POST /notes', { ...as, body: { text: 'a' } })).status).toBe(201)
    expect((await app.request('POST /notes/bulk', { ...as, body: { items: [{ text: 'a' }] } })).status).toBe(
      201,
    )
    expect((await app.request('GET /notes?search=a', as)).status).toBe(429)
  })

  test('who may not call is told that, however often', async () => {
    expect(await statuses(3, () => app.request('GET /closed', from()))).toEqual([401, 401, 401])
    expect(await statuses(3, () => app.request('GET /closed', { as: bob }))).toEqual([403, 403, 403])
    expect(await statuses(2, () => app.request('GET /closed', { as: { ...bob, roles: ['admin'] } }))).toEqual(
      [200, 429],
    )
  })

  test('what is refused takes no key', async () => {
    const here = from().headers
    const keyed = () => app.request('POST /keyed', { headers: { ...here, 'idempotency-key': key } })
    const key = randomUUID()
    expect(await statuses(3, keyed)).toEqual([200, 200, 429])
    const other = () => app.request('POST /keyed', { headers: { ...here, 'idempotency-key': randomUUID() } })
    expect((await other()).status).toBe(429)
  })

  test('what has no limit says nothing of one', async () => {
    const answer = await app.request('GET /free')
    expect([answer.headers.get('ratelimit'), answer.headers.get('ratelimit-policy')]).toEqual([null, null])
  })

  test('many at once are not more than may be', async () => {
    const here = from()
    const answers = await Promise.all(Array.from({ length: 30 }, () => app.request('POST /each', here)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
  })
})
