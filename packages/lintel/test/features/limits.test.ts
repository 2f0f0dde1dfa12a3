/** Limits: of bodies, queries and addresses; the ones that applications set, and the ones that hold anyway. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { sendBytes } from '../raw-http.ts'

const Item = entity('item', { text: t.text({ max: 5000 }) })
const app = await testApplication(
  application('limits', {
    parts: [
      [resource(Item, { read: anyone, create: anyone, filter: ['text'], limit: { default: 2, max: 3 } })],
    ],
  }),
  { environment: { MAX_BODY_BYTES: '2000' } },
)
afterAll(() => app.stop())

const bodyOf = (bytes: number) => JSON.stringify({ text: 'x'.repeat(bytes - '{"text":""}'.length) })
const head = 'POST /items HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n'
const post = (body: string) =>
  app.request('POST /items', { body, headers: { 'content-type': 'application/json' } })

describe('a body', () => {
  test('of as many bytes as are allowed is taken, of one more it is not', async () => {
    expect((await post(bodyOf(2000))).status).toBe(201)
    const answer = await post(bodyOf(2001))
    expect(answer).toBeRefused(413, 'body_too_large')
    expect(answer.headers.get('connection')).toBe('close')
  })

  test('is counted in bytes, not in characters', async () => {
    const wide = `{"text":"${'😀'.repeat(498)}"}`
    expect(Buffer.byteLength(wide)).toBeGreaterThan(2000)
    expect(await post(wide)).toBeRefused(413)
  })

  test('is refused by its length alone, before it comes', async () => {
    const answer = await sendBytes(app.url, `${head}content-length: 999999999999\r\n\r\n`)
    expect(answer).toBeRefused(413, 'body_too_large')
  })

  test('in chunks is refused as soon as it is too much', async () => {
    const chunk = `${(1500).toString(16)}\r\n${'x'.repeat(1500)}\r\n`
    const answer = await sendBytes(app.url, `${head}transfer-encoding: chunked\r\n\r\n`, chunk, chunk)
    expect(answer).toBeRefused(413, 'body_too_large')
  })

  test('that is too large stores nothing, and the next request is served', async () => {
    expect(await app.db.count(Item)).toBe(1)
    expect((await app.request('GET /items')).status).toBe(200)
  })
})

describe('a query', () => {
  test('of more than 8192 characters is 414', async () => {
    expect((await app.request(`GET /items?text=${'x'.repeat(8192 - 5)}`)).status).toBe(200)
    expect(await app.request(`GET /items?text=${'x'.repeat(8192 - 4)}`)).toBeRefused(414, 'query_too_long')
  })

  test('of more than 100 parameters is refused', async () => {
    expect(await app.request(`GET /items?${'a=1&'.repeat(101)}`)).toBeRefused(
      400,
      'query_too_many_parameters',
    )
    expect(await app.request(`GET /items?${'a=1&'.repeat(100)}`)).toBeRefused(400, 'query_invalid')
  })

  test('does not say all of it again', async () => {
    const answer = await app.request(`GET /items?${'x'.repeat(5000)}=1`)
    expect(answer).toBeRefused(400)
    expect(answer.text.length).toBeLessThan(1000)
  })
})

describe('a page', () => {
  test('has as many rows as the resource says, and never more than it allows', async () => {
    await app.db.insertMany(
      Item,
      Array.from({ length: 5 }, () => ({ text: 'x' })),
    )
    expect((await app.request('GET /items')).body.data).toHaveLength(2)
    expect((await app.request('GET /items?limit=3')).body.data).toHaveLength(3)
    expect(await app.request('GET /items?limit=4')).toBeRefused(400, 'query_invalid')
  })
})

test('settings that are no limits are refused at start, all at once', async () => {
  const start = testApplication(application('limits', { parts: [[resource(Item, { read: anyone })]] }), {
    environment: {
      MAX_BODY_BYTES: '12',
      REQUEST_TIMEOUT_MS: 'soon',
      CORS_ORIGINS: '*',
      PORT: '70000',
      ERROR_FORMAT: 'xml',
    },
  })
  const message = await start.then(
    () => '',
    (error: Error) => error.message,
  )
  for (const name of ['MAX_BODY_BYTES', 'REQUEST_TIMEOUT_MS', 'CORS_ORIGINS', 'PORT', 'ERROR_FORMAT'])
    expect(message).toContain(name)
})
