/** Limits of several processes: one counter, and none of them stops when it is away. */
import { randomUUID } from 'node:crypto'
import { anyone, application, operation, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'
import { startService } from '../../src/service/service.ts'
import type { Observation } from '../../src/spec/observation.ts'
import { TcpProxy } from '../tcp-proxy.ts'

const on = { summary: 'x', output: { ok: t.boolean() }, run: () => ({ ok: true }), allow: anyone } as const
const limited = application(`limits-${randomUUID()}`, {
  parts: [
    {
      few: operation('GET /few', { ...on, rateLimit: { requests: 5, per: 'hour', by: 'all' } }),
      probe: operation('GET /probe', { ...on, rateLimit: { requests: 10_000, per: 'hour', by: 'all' } }),
      many: operation('GET /many', { ...on, rateLimit: { requests: 4, per: 'hour' } }),
    },
  ],
})
const proxy = new TcpProxy({ host: '127.0.0.1', port: 6379 })
await proxy.open()
const byRedis = { REDIS_URL: `redis://127.0.0.1:${proxy.port}/6` }

const app = await testApplication(limited)
const withRedis = await testApplication(limited, { environment: byRedis })
/** A second process, on the database of the first. */
const second = async (connectionString: string, environment: Readonly<Record<string, string>>) => {
  const service = await startService({
    application: limited,
    project: { directory: process.cwd() },
    mode: 'test',
    environment: { ...environment, PORT: '0', DATABASE_URL: connectionString },
    schema: 'trust',
    seed: false,
    observe: () => () => undefined,
  })
  return service
}
const others = [await second(app.connectionString, {}), await second(withRedis.connectionString, byRedis)]
afterAll(async () => {
  for (const other of others) await other.stop()
  await app.stop()
  await withRedis.stop()
  await proxy.shut()
})
const warnings = (observations: readonly Observation[]) =>
  observations.flatMap((each) =>
    each.event === 'log' && each.message.startsWith('Rate limits') ? [each.message] : [],
  )
/** Waits until both count in the same place: a connection to Redis takes a moment. */
const areTogether = (one: string, other = '') =>
  expect
    .poll(
      async () => {
        const left = async (url: string) =>
          Number(/r=(\d+)/.exec((await fetch(`${url}/probe`)).headers.get('ratelimit') ?? '')?.[1])
        return (await left(one)) - (await left(other))
      },
      { timeout: 10_000, interval: 300 },
    )
    .toBe(1)

test.each([
  ['PostgreSQL', app.url, others[0]?.url],
  ['Redis', withRedis.url, others[1]?.url],
])('two processes share a limit in %s', async (_store, one, other) => {
  await areTogether(one, other)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => fetch(`${at % 2 ? one : other}/few`).then(({ status }) => status)),
  )
  expect(answers.filter((status) => status === 200)).toHaveLength(5)
  expect(answers.filter((status) => status === 429)).toHaveLength(15)
})

test('while Redis is away each counts for itself and says so, and together again when it is back', async () => {
  await areTogether(withRedis.url, others[1]?.url)
  const ask = async () => (await withRedis.request('GET /many')).status
  expect([await ask(), await ask()]).toEqual([200, 200])
  await proxy.shut()
  const alone = []
  for (let time = 0; time < 5; time++) alone.push(await ask())
  expect(alone).toEqual([200, 200, 200, 200, 429])
  expect(warnings(withRedis.observations)).toEqual([expect.stringContaining('by each process for itself')])
  await proxy.open()
  // Of the four of Redis two are left.
  await expect
    .poll(
      async () => {
        await ask()
        return warnings(withRedis.observations).at(-1)
      },
      { timeout: 20_000, interval: 200 },
    )
    .toContain('together again')
  expect([await ask(), await ask()]).toEqual([200, 429])
})
