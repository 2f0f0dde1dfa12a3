/** What a caller will take, and what it sends: Accept, Content-Type, charset, coding. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { sendBytes } from '../raw-http.ts'

const Item = entity('item', { name: t.string() })
const app = await testApplication(
  application('negotiating', { parts: [[resource(Item, { read: anyone, create: anyone })]] }),
)
afterAll(() => app.stop())

const accepting = (accept: string, path = '/items') => app.request(`GET ${path}`, { headers: { accept } })
const sending = (type: string | undefined, body = '{"name":"x"}') =>
  sendBytes(
    app.url,
    `POST /items HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${type === undefined ? '' : `content-type: ${type}\r\n`}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )

describe('Accept', () => {
  test.each([
    '*/*',
    'application/json',
    'APPLICATION/JSON',
    'application/*',
    'application/json; charset=utf-8',
    'text/html, */*;q=0.1',
    'application/problem+json',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    '',
    'nonsense',
    ';;;,,,',
    'x'.repeat(5000),
  ])('%j is served', async (accept) => {
    const answer = await accepting(accept)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  test.each([
    'text/html',
    'application/xml',
    'image/*',
    'application/json;q=0',
    '*/*;q=0',
    'application/json; profile=x',
  ])('%j is refused, in JSON all the same', async (accept) => {
    expect(await accepting(accept)).toBeRefused(406, 'not_acceptable')
    const answer = await app.request('POST /items', { body: { name: 'never' }, headers: { accept } })
    expect(answer).toBeRefused(406)
  })

  test('refuses before anything is stored', async () => {
    expect(await app.db.count(Item, { name: 'never' })).toBe(0)
  })

  test('of errors is honoured, too', async () => {
    const answer = await accepting('application/problem+json', '/nowhere')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ status: 404, code: 'route_not_found' })
  })
})

describe('Content-Type', () => {
  test.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/json ; charset=us-ascii',
    'application/json; odata=verbose',
  ])('%j is read', async (type) => {
    expect((await sending(type)).status).toBe(201)
  })

  test.each([
    undefined,
    '',
    'text/plain',
    'text/json',
    'application/jsonx',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json, text/plain',
    'json',
    '*/*',
    'application/merge-patch+json',
  ])('%j is refused', async (type) => {
    const answer = await sending(type)
    expect(answer).toBeRefused(415, 'media_type_unsupported')
    expect(answer.headers.get('accept')).toBe('application/json')
  })

  test.each([
    'utf-16',
    'latin1',
    'iso-8859-1',
    'nonsense',
  ])('with the charset %s is refused', async (charset) => {
    expect(await sending(`application/json; charset=${charset}`)).toBeRefused(415, 'charset_unsupported')
  })

  test('given twice is read as the first', async () => {
    const body = '{"name":"x"}'
    const twice = (first: string, second: string) =>
      sendBytes(
        app.url,
        `POST /items HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${first}\r\ncontent-type: ${second}\r\ncontent-length: 12\r\n\r\n${body}`,
      )
    expect((await twice('application/json', 'text/plain')).status).toBe(201)
    expect(await twice('text/plain', 'application/json')).toBeRefused(415)
  })
})

test.each([
  'gzip',
  'br',
  'deflate',
  'identity, gzip',
  'nonsense',
])('a body coded as %s is refused', async (coding) => {
  const answer = await app.request('POST /items', {
    body: { name: 'x' },
    headers: { 'content-encoding': coding },
  })
  expect(answer).toBeRefused(415, 'content_encoding_unsupported')
})

describe('every answer', () => {
  test('says to browsers what they may not do with it', async () => {
    for (const answer of [
      await app.request('GET /items'),
      await app.request('GET /nowhere'),
      await app.request('POST /items', { body: {} }),
    ]) {
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('x-powered-by')).toBeNull()
      expect(answer.headers.get('server')).toBeNull()
    }
  })
})
