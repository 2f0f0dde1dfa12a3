/** Time: requests, statements and locks that take too long are 503, and everything else goes on. */
import { setTimeout as delay } from 'node:timers/promises'
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { withClient } from '../../src/database/client.ts'
import '../matchers.ts'
import { sendBytes } from '../raw-http.ts'

const Item = entity('item', { name: t.string(), count: t.integer().default(0) })
const heard: string[] = []
const act = { allow: anyone, output: { done: t.boolean() } }
const app = await testApplication(
  application('slow', {
    parts: [
      {
        items: resource(Item, { read: anyone, create: anyone, update: anyone }),
        deaf: operation('GET /deaf', {
          ...act,
          summary: 'Does not listen',
          async run() {
            await delay(1_000)
            return { done: true }
          },
        }),
        listening: operation('GET /listening', {
          ...act,
          summary: 'Listens',
          async run({ signal }) {
            await delay(5_000, undefined, { signal }).catch((error: Error) =>
              heard.push((error.cause as Error | undefined)?.name ?? error.name),
            )
            signal.throwIfAborted()
            return { done: true }
          },
        }),
        statement: operation('GET /statement', {
          ...act,
          summary: 'Asks for too much',
          async run({ db }) {
            await db.dangerouslyWithoutPolicies().sql('SELECT pg_sleep(5)')
            return { done: true }
          },
        }),
      },
    ],
  }),
  { environment: { REQUEST_TIMEOUT_MS: '450', STATEMENT_TIMEOUT_MS: '200', LOCK_TIMEOUT_MS: '100' } },
)
afterAll(() => app.stop())

const elapsed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const start = performance.now()
  return [await work(), performance.now() - start]
}

describe('what takes too long is 503 and may be tried again:', () => {
  test.each([
    ['GET /deaf', 'request_timed_out'],
    ['GET /listening', 'request_timed_out'],
    ['GET /statement', 'database_timeout'],
  ])('%s', async (route, code) => {
    const [answer, tookMs] = await elapsed(() => app.request(route))
    expect(answer).toBeRefused(503, code)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(tookMs).toBeLessThan(900)
  })

  test('whoever listens is told', () => {
    expect(heard).toEqual(['TimeoutError'])
  })

  test('a row that somebody else holds', async () => {
    const { id } = await app.db.insert(Item, { name: 'x' })
    await withClient(app.connectionString, async (client) => {
      await client.query('BEGIN')
      await client.query('SELECT FROM items WHERE id = $1 FOR UPDATE', [id])
      const refused = await app.request(`PATCH /items/${id}`, { body: { name: 'y' } })
      expect(refused).toBeRefused(503, 'database_timeout')
      expect(refused.headers.get('retry-after')).toBe('1')
      // Readers never wait for writers.
      expect((await app.request(`GET /items/${id}`)).status).toBe(200)
      await client.query('COMMIT')
    })
    expect((await app.request(`PATCH /items/${id}`, { body: { name: 'y' } })).status).toBe(200)
  })
})

test('a body that dawdles is not waited for longer than a request may take', async () => {
  const head =
    'POST /items HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n'
  const [answer, tookMs] = await elapsed(() => sendBytes(app.url, head, '{"name":'))
  expect([408, 503]).toContain(answer.status)
  expect(answer.headers.get('connection')).toBe('close')
  expect(tookMs).toBeLessThan(1_500)
})

test('others are served meanwhile, and afterwards', async () => {
  const slow = Array.from({ length: 10 }, () => app.request('GET /statement'))
  const [answers] = await elapsed(() =>
    Promise.all(Array.from({ length: 10 }, () => app.request('GET /items'))),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  for (const answer of await Promise.all(slow)) expect(answer).toBeRefused(503)
  expect((await app.request('POST /items', { body: { name: 'after' } })).status).toBe(201)
})

test('nobody is told what did not come in time as a fault of ours', () => {
  expect(app.observations.filter(({ event }) => event === 'fault')).toEqual([])
})
