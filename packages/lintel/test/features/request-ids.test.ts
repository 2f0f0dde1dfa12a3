/** Request ids: one for each request, the caller's own where it is harmless. */
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'
import '../matchers.ts'
import { sendBytes } from '../raw-http.ts'

const Item = entity('item', { name: t.string() })
const app = await testApplication(
  application('ids', {
    parts: [
      {
        items: resource(Item, { read: anyone }),
        say: operation('GET /say', {
          summary: 'Say the id',
          allow: anyone,
          output: { id: t.text() },
          run({ request, log }) {
            log.info('said')
            return { id: request.id }
          },
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const idOf = async (given?: string) => {
  const answer = await app.request(
    'GET /items',
    given === undefined ? {} : { headers: { 'x-request-id': given } },
  )
  return answer.headers.get('x-request-id')
}

test('every answer has one of its own', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => idOf()))
  expect(new Set(ids).size).toBe(20)
  expect((await app.request('GET /nowhere')).headers.get('x-request-id')).toBeTruthy()
})

test.each(['a', 'abc-123', '01HZX:5.6_7', 'x'.repeat(128)])('%s of the caller is kept', async (given) => {
  expect(await idOf(given)).toBe(given)
})

test.each([
  '',
  ' ',
  'x'.repeat(129),
  'a b',
  '<script>',
  '"',
  '{}',
  "'; DROP TABLE items",
  'a/b',
  'ä',
  '%0d%0aset-cookie:x',
])('%j of the caller is not', async (given) => {
  const id = await idOf(given)
  expect(id).toMatch(/^[\w-]{36}$/)
})

test('two of the caller are none', async () => {
  const answer = await sendBytes(
    app.url,
    'GET /items HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-request-id: a\r\nx-request-id: b\r\n\r\n',
  )
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
})

test('the operation, its log and the observation have the same', async () => {
  const answer = await app.request('GET /say', { headers: { 'x-request-id': 'follow-me' } })
  expect(answer.body.data.id).toBe('follow-me')
  expect(app.observations).toContainEqual(
    expect.objectContaining({ event: 'log', message: 'said', requestId: 'follow-me' }),
  )
  await expect
    .poll(() => app.observations.filter((each) => each.event === 'request' && each.requestId === 'follow-me'))
    .toEqual([
      expect.objectContaining({ method: 'GET', route: '/say', status: 200, durationMs: expect.any(Number) }),
    ])
})

test('observations name the route, never the address', async () => {
  await app.request('GET /items/0195f3a0-1111-7000-8000-000000000001?token=hush', {
    headers: { 'x-request-id': 'row' },
  })
  await expect
    .poll(() => app.observations.filter((each) => 'requestId' in each && each.requestId === 'row'))
    .toHaveLength(1)
  expect(JSON.stringify(app.observations)).not.toMatch(/0195f3a0|hush/)
})
