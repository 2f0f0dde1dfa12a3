/** Methods and addresses: HEAD, OPTIONS, 404 and 405, and every odd way to write a path. */
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { sendBytes } from '../raw-http.ts'

const Item = entity('item', { name: t.string() })
const Note = entity('note', { text: t.text() })
const app = await testApplication(
  application('methods', {
    prefix: '/v1',
    parts: [
      {
        items: resource(Item, { read: anyone, create: anyone, update: anyone, delete: anyone }),
        notes: resource(Note, { read: anyone }),
        echo: operation('GET /echo/{text}', {
          summary: 'Say it again',
          allow: anyone,
          output: { text: t.text() },
          run: ({ params }) => ({ text: params.text }),
        }),
        ping: operation('POST /ping', { summary: 'Answer nothing', allow: anyone, run: () => undefined }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const { id } = await app.db.insert(Item, { name: 'Lamp' })
const missing = '0195f3a0-1111-7000-8000-000000000001'
const raw = (line: string, more = '') =>
  sendBytes(app.url, `${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${more}\r\n`)

describe('HEAD', () => {
  test.each([
    '/v1/items',
    `/v1/items/${id}`,
    '/v1/echo/x',
    '/health/live',
    '/openapi.json',
  ])('of %s has the headers of GET and no content', async (path) => {
    const [head, get] = [await app.request(`HEAD ${path}`), await app.request(`GET ${path}`)]
    expect([head.status, head.text]).toEqual([200, ''])
    for (const name of ['content-type', 'content-length', 'etag', 'cache-control']) {
      expect(head.headers.get(name), name).toBe(get.headers.get(name))
    }
  })

  test('of what is not there says so without content', async () => {
    for (const path of ['/v1/nowhere', `/v1/items/${missing}`, '/v1/items?nope=1']) {
      const answer = await app.request(`HEAD ${path}`)
      expect(answer.text).toBe('')
      expect(answer.status).toBe(path.includes('?') ? 400 : 404)
    }
  })
})

describe('OPTIONS', () => {
  test.each([
    ['/v1/items', 'GET, POST, HEAD, OPTIONS'],
    [`/v1/items/${id}`, 'GET, PATCH, PUT, DELETE, HEAD, OPTIONS'],
    ['/v1/notes', 'GET, HEAD, OPTIONS'],
    ['/v1/ping', 'POST, OPTIONS'],
    ['/health/live', 'GET, HEAD, OPTIONS'],
  ])('of %s says what it takes', async (path, allow) => {
    const answer = await app.request(`OPTIONS ${path}`)
    expect([answer.status, answer.text, answer.headers.get('allow')]).toEqual([204, '', allow])
  })

  test('of nothing is 404', async () => {
    expect(await app.request('OPTIONS /v1/nowhere')).toBeRefused(404, 'route_not_found')
    expect((await raw('OPTIONS *')).status).toBe(404)
  })
})

describe('a method that an address does not take', () => {
  test.each([
    ['PUT', '/v1/items', 'GET, POST, HEAD, OPTIONS'],
    ['DELETE', '/v1/items', 'GET, POST, HEAD, OPTIONS'],
    ['POST', `/v1/items/${id}`, 'GET, PATCH, PUT, DELETE, HEAD, OPTIONS'],
    ['POST', '/v1/notes', 'GET, HEAD, OPTIONS'],
    ['PATCH', `/v1/notes/${missing}`, 'GET, HEAD, OPTIONS'],
    ['GET', '/v1/ping', 'POST, OPTIONS'],
    ['HEAD', '/v1/ping', 'POST, OPTIONS'],
    ['PROPFIND', '/v1/items', 'GET, POST, HEAD, OPTIONS'],
  ])('%s %s is 405, with what it takes', async (method, path, allow) => {
    const answer = await app.request(`${method} ${path}`)
    if (method !== 'HEAD') expect(answer).toBeRefused(405, 'method_not_allowed')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
  })

  test('is 405 as bytes, too', async () => {
    for (const method of ['TRACE', 'LOCK', 'QUERY']) expect(await raw(`${method} /v1/items`)).toBeRefused(405)
    // A word that is no method at all is no HTTP.
    for (const method of ['get', 'FOO', 'GET\0']) expect((await raw(`${method} /v1/items`)).status).toBe(400)
  })

  test('cannot be had by a header', async () => {
    const answer = await app.request(`POST /v1/items/${id}`, {
      headers: { 'x-http-method-override': 'DELETE' },
    })
    expect(answer.status).toBe(405)
    expect(await app.db.get(Item, id)).toBeDefined()
  })
})

describe('an address is one thing only', () => {
  test.each([
    '/',
    '/v1',
    '/v1/',
    '/v1/items/',
    '//v1/items',
    '/v1//items',
    '/V1/items',
    '/v1/Items',
    '/v1/items.json',
    '/v1/./items',
    '/v1/x/../items',
    '/v1/items/%',
    '/v1/items/%2',
    '/v1/items/%zz',
    '/v1/items/%ff',
    '/v1/items/%00',
    `/v1/items/${missing}`,
    `/v1/items/${id}/`,
    `/v1/items/${id}/x`,
    `/v1/items/${id.slice(0, -1)}`,
    `/v1/items/${id}%00`,
    `/v1/items/${id}%20`,
    `/v1/items/${id};x=1`,
    `/v1/items/%2f${id}`,
    `/v1/items/..%2f..%2fetc%2fpasswd`,
    `/v1/items/{${id}}`,
    '/items',
    '/openapi.json/',
    '/health',
    `/v1/items/${'x'.repeat(501)}`,
  ])('%s is 404', async (path) => {
    expect(await raw(`GET ${path}`)).toBeRefused(404)
    expect((await raw(`DELETE ${path}`)).status).toBe(404)
  })

  test.each([
    [`/v1/items/${id.toUpperCase()}`, 200],
    [`/v1/%69tems`, 200],
    [`/v1/items/${id.replaceAll('-', '%2D')}`, 200],
    ['/v1/items?', 200],
    ['/v1/items#fragment', 200],
    ['http://elsewhere/v1/items', 200],
  ])('%s is %i', async (path, status) => {
    expect((await raw(`GET ${path}`)).status).toBe(status)
  })

  test('and a name in it is decoded once', async () => {
    const echo = async (text: string) =>
      (await raw(`GET /v1/echo/${text}`)).body as { data?: { text: string } }
    expect((await echo('a%20b')).data?.text).toBe('a b')
    expect((await echo('a+b')).data?.text).toBe('a+b')
    expect((await echo('%252F')).data?.text).toBe('%2F')
    expect((await echo('a%2Fb')).data?.text).toBe('a/b')
    expect((await echo('%F0%9F%98%80')).data?.text).toBe('😀')
    expect((await echo('constructor')).data?.text).toBe('constructor')
    for (const text of ['%00', 'x%00', '%ED%A0%80', 'x'.repeat(256), '']) {
      expect((await raw(`GET /v1/echo/${text}`)).status, text).toBe(404)
    }
  })
})

describe('what is no HTTP', () => {
  test.each([
    ['no host', 'GET /v1/items HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['a space in the path', 'GET /v1/it ems HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['two lengths', 'POST /v1/items HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    [
      'a length and chunks',
      'POST /v1/items HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
    ['a length that is none', 'POST /v1/items HTTP/1.1\r\nhost: x\r\ncontent-length: 2x\r\n\r\n{}'],
    ['a header without a name', 'GET /v1/items HTTP/1.1\r\nhost: x\r\n: y\r\n\r\n'],
    ['a folded header', 'GET /v1/items HTTP/1.1\r\nhost: x\r\nx-a: b\r\n c\r\n\r\n'],
    ['a space before the colon', 'GET /v1/items HTTP/1.1\r\nhost : x\r\n\r\n'],
    [
      'a chunk that is none',
      'POST /v1/items HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['something else', '\x16\x03\x01\x02\x00\x01\x00'],
  ])('with %s is refused and the connection closed', async (_what, bytes) => {
    const answer = await sendBytes(app.url, bytes)
    expect(answer.status).toBe(400)
  })

  test('with headers of more than 16 kB is 431', async () => {
    expect((await raw('GET /v1/items', `x-long: ${'x'.repeat(17_000)}\r\n`)).status).toBe(431)
    expect((await raw(`GET /v1/items?${'x'.repeat(17_000)}`)).status).toBe(431)
  })

  test('leaves others alone', async () => {
    expect((await app.request('GET /v1/items')).status).toBe(200)
  })
})
