/** The end: not ready, no new connections, what is under way is finished, and then the connections are closed. */
import { setTimeout as delay } from 'node:timers/promises'
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { describe, expect, test } from 'vitest'
import '../matchers.ts'

const Item = entity('item', { name: t.string() })
let aborted: unknown
const specified = application('ending', {
  parts: [
    {
      items: resource(Item, { read: anyone, create: anyone }),
      slow: operation('POST /slow/{ms}', {
        summary: 'Take its time, then store',
        allow: anyone,
        params: { ms: t.integer() },
        output: { name: t.text() },
        async run({ params, db, signal }) {
          signal.addEventListener('abort', () => {
            aborted = signal.reason
          })
          await delay(params.ms)
          return db.transaction((tx) => tx.insert(Item, { name: 'late' }))
        },
      }),
    },
  ],
})
const start = (environment: Record<string, string> = {}) => testApplication(specified, { environment })
const stopped = (app: TestApplication) =>
  app.observations.filter(({ event }) => event === 'draining' || event === 'stopped')
const under = async (app: TestApplication, ms: number) => {
  const answer = app.request(`POST /slow/${ms}`).catch((error: Error) => error)
  await delay(50)
  return answer as Promise<Awaited<ReturnType<typeof app.request>> | Error>
}

describe('a service that is told to stop', () => {
  test('finishes what is under way, with its work on the database', async () => {
    const app = await start()
    const slow = under(app, 250)
    await delay(60)
    const stop = app.stop()
    const answer = await slow
    await stop
    expect(answer).toMatchObject({ status: 200, body: { data: { name: 'late' } } })
    expect((answer as { headers: Headers }).headers.get('connection')).toBe('close')
    expect(stopped(app)).toEqual([
      { event: 'draining', inFlight: 1 },
      { event: 'stopped', unfinished: 0 },
    ])
  })

  test('takes nothing new', async () => {
    const app = await start()
    const slow = under(app, 300)
    await delay(60)
    const stop = app.stop()
    await delay(30)
    await expect(fetch(`${app.url}/items`)).rejects.toThrow()
    await slow
    await stop
    await expect(fetch(`${app.url}/items`)).rejects.toThrow()
  })

  test('says first that it is not ready, and serves those who have not heard', async () => {
    const app = await start({ DRAIN_DELAY_MS: '300' })
    expect((await app.request('GET /health/ready')).status).toBe(200)
    const stop = app.stop()
    await delay(30)
    const ready = await app.request('GET /health/ready')
    expect([ready.status, ready.headers.get('retry-after'), ready.body.checks]).toEqual([
      503,
      '1',
      { database: 'ok', drain: 'failing' },
    ])
    expect((await app.request('GET /health/live')).status).toBe(200)
    expect((await app.request('POST /items', { body: { name: 'x' } })).status).toBe(201)
    await stop
  })

  test('does not wait for ever', async () => {
    const app = await start({ DRAIN_TIMEOUT_MS: '200' })
    aborted = undefined
    const slow = under(app, 5_000)
    await delay(60)
    const begin = performance.now()
    await app.stop()
    expect(performance.now() - begin).toBeLessThan(2_000)
    expect(await slow).toBeInstanceOf(Error)
    expect(stopped(app).at(-1)).toEqual({ event: 'stopped', unfinished: 1 })
    expect(aborted).toBeInstanceOf(Error)
  })

  test('with idle connections of clients open stops at once', async () => {
    const app = await start()
    await Promise.all(Array.from({ length: 5 }, () => app.request('GET /items')))
    const begin = performance.now()
    await app.stop()
    expect(performance.now() - begin).toBeLessThan(2_000)
  })
})
