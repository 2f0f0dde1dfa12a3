/** Cross-origin requests: closed to all but the origins that a setting names. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Item = entity('item', { name: t.string() })
const parts = [[resource(Item, { read: anyone, create: anyone })]]
const closed = await testApplication(application('closed', { parts }))
const open = await testApplication(application('open', { parts }), {
  environment: { CORS_ORIGINS: 'https://app.example.com, https://other.example.com:8443' },
})
afterAll(() => Promise.all([closed.stop(), open.stop()]))

const origin = 'https://app.example.com'
const preflight = {
  origin,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type',
}
const corsHeaders = (headers: Headers) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control'))

describe('by default', () => {
  test.each([origin, 'null', 'http://127.0.0.1'])('says nothing to pages of %s', async (from) => {
    for (const route of ['GET /items', 'OPTIONS /items', 'GET /nowhere']) {
      const answer = await closed.request(route, { headers: { ...preflight, origin: from } })
      expect(corsHeaders(answer.headers)).toEqual([])
    }
  })
})

describe('an origin that is named', () => {
  test('may read answers, refusals included', async () => {
    for (const route of ['GET /items', 'GET /nowhere', 'POST /items', 'DELETE /items']) {
      const answer = await open.request(route, { headers: { origin } })
      expect(answer.headers.get('access-control-allow-origin'), route).toBe(origin)
      expect(answer.headers.get('vary')).toMatch(/origin/i)
      expect(answer.headers.get('access-control-expose-headers')).toContain('etag')
    }
  })

  test('may ask first', async () => {
    const answer = await open.request('OPTIONS /items', { headers: preflight })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, POST, HEAD, OPTIONS')
    expect(answer.headers.get('access-control-allow-headers')).toContain('content-type')
    expect(answer.headers.get('access-control-max-age')).toBe('600')
  })

  test('never sends cookies along', async () => {
    const answer = await open.request('OPTIONS /items', { headers: preflight })
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('is told that a row depends on it, too', async () => {
    const { id } = await open.db.insert(Item, { name: 'x' })
    const answer = await open.request(`GET /items/${id}`, { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('vary')).toMatch(/authorization/)
    expect(answer.headers.get('vary')).toMatch(/origin/)
  })
})

describe('an origin that only looks like it', () => {
  test.each([
    'https://app.example.com.evil.com',
    'https://evil.com/https://app.example.com',
    'http://app.example.com',
    'https://app.example.com:443',
    'https://APP.example.com',
    'https://other.example.com',
    'null',
    '*',
    'https://app.example.com, https://evil.com',
  ])('%s is not named', async (from) => {
    for (const route of ['GET /items', 'OPTIONS /items']) {
      const answer = await open.request(route, { headers: { ...preflight, origin: from } })
      expect(corsHeaders(answer.headers)).toEqual([])
      expect(answer.headers.get('vary')).toMatch(/origin/i)
    }
  })
})
