/** Whoever tries to be given the answer of another, by every door; with memory alone and with Redis behind it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApplication, testApplication } from '../../src/testing/test-application.ts'
import { asked, desk, Note, shop, User } from './shop.ts'

const redis = { REDIS_URL: 'redis://127.0.0.1:6379/5' }

describe.each([
  ['memory', {}],
  ['Redis', redis],
] as const)('%s', (_level, environment) => {
  let app: TestApplication
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    app = await testApplication(shop, { environment })
    for (const name of ['ann', 'bob']) ids[name] = (await app.db.insert(User, { name })).id
    for (const name of ['ann', 'bob'])
      ids[`note of ${name}`] = (
        await app.db.insert(Note, { text: `secret of ${name}`, author: ids[name] as string })
      ).id
  })
  afterAll(() => app.stop())

  const get = (path: string, headers?: Record<string, string>) =>
    asked(app.url + path, app.observations, headers)
  const as = async (name: string, more: { roles?: string[]; scopes?: string[] } = {}) => ({
    authorization: `Bearer ${await app.tokenFor({ id: ids[name] as string, ...more })}`,
  })

  test('a list of own rows is nobody else’s', async () => {
    const own = await get('/notes', await as('ann'))
    expect(own.text).toContain('secret of ann')
    for (const [headers, status] of [
      [await as('bob'), 200],
      [{}, 401],
      [{ authorization: 'Bearer nonsense' }, 401],
      [await as('bob', { scopes: ['notes:read'] }), 200],
      [await as('ann', { scopes: ['products:read'] }), 403],
    ] as const) {
      const answer = await get('/notes', headers)
      expect([answer.status, answer.text.includes('secret of ann')]).toEqual([status, false])
    }
    // Whoever may see all of them has an answer of their own, too, and leaves it to nobody.
    expect((await get('/notes', await as('bob', { roles: ['admin'] }))).text).toContain('secret of ann')
    expect((await get('/notes', await as('bob'))).text).not.toContain('secret of ann')
    expect((await get('/notes', await as('ann'))).outcome).toBe('hit')
  })

  test('a row is not had by its address, nor by the tag of whoever has seen it', async () => {
    const path = `/notes/${ids['note of ann']}`
    const own = await get(path, await as('ann'))
    expect(own.status).toBe(200)
    const etag = own.headers.get('etag') as string
    for (const query of ['', '?', '?fields=text', '?include=']) {
      const answer = await get(`${path}${query}`, { ...(await as('bob')), 'if-none-match': etag })
      expect(answer.text).not.toContain('secret')
      expect(answer.status, query).toBeGreaterThanOrEqual(400)
    }
    const any = await get('/notes', { ...(await as('bob')), 'if-none-match': '*' })
    expect(any.text).not.toContain('secret of ann')
    const head = await fetch(app.url + path, { method: 'HEAD', headers: await as('bob') })
    expect([head.status, head.headers.get('etag')]).toEqual([404, null])
  })

  test('names in the path and query cannot be made to look like another caller', async () => {
    const own = await get('/notes?limit=5', await as('ann'))
    expect(own.text).toContain('secret of ann')
    for (const search of ['?limit=5%0A', '?limit=5%0a%2B[]', `?limit=5%0A"${ids.ann}"`, '?limit=5&limit=5']) {
      const answer = await get(`/notes${search}`, await as('bob'))
      expect(answer.text).not.toContain('secret of ann')
    }
  })

  test('an answer of an operation is its caller’s alone', async () => {
    expect((await get('/mine', await as('ann'))).text).toContain('secret of ann')
    expect((await get('/mine', await as('ann'))).outcome).toBe('hit')
    const bob = await get('/mine', await as('bob'))
    expect(bob.text).toContain(ids.bob)
    expect(bob.text).not.toContain('ann')
    expect((await get('/mine')).status).toBe(401)
    // The same person with another right is another caller.
    expect((await get('/mine', await as('ann', { roles: ['admin'] }))).text).toContain('secret of bob')
    expect((await get('/mine', await as('ann'))).text).not.toContain('secret of bob')
  })

  test('many at once are not mixed up', async () => {
    const people = await Promise.all(
      Array.from({ length: 40 }, (_, index) => app.db.insert(User, { name: `p${index}` })),
    )
    const answers = await Promise.all(
      people.flatMap(({ id }) =>
        [1, 2, 3].map(async () => {
          const token = await app.tokenFor({ id })
          const answer = await get('/mine', { authorization: `Bearer ${token}` })
          return answer.text.includes(id)
        }),
      ),
    )
    expect(answers).not.toContain(false)
  })

  test('what is shared is made for nobody, whoever asks first', async () => {
    desk.saw = []
    const answer = await get('/weather', await as('ann'))
    expect(answer.status).toBe(200)
    expect(desk.saw).toEqual([false])
  })

  test('what looks at the request is given to that request alone', async () => {
    const first = await get('/agent', { 'user-agent': 'one' })
    const second = await get('/agent', { 'user-agent': 'two' })
    expect([first.text, second.text]).toEqual(['{"data":{"value":"one"}}', '{"data":{"value":"two"}}'])
    expect((await get('/shared-agent', { 'user-agent': 'one' })).status).toBe(500)
    const both = await Promise.all(
      Array.from({ length: 20 }, (_, index) => get('/agent', { 'user-agent': `agent ${index}` })),
    )
    both.forEach(({ text }, index) => {
      expect(text).toBe(`{"data":{"value":"agent ${index}"}}`)
    })
  })

  test('a caller who has left a page leaves nothing to the next', async () => {
    const cookie = await get('/products', { cookie: 'session=of-ann' })
    expect(cookie.headers.get('set-cookie')).toBeNull()
    expect(cookie.headers.get('vary')).toMatch(/authorization.*cookie/)
    const own = await get('/notes', await as('ann'))
    expect(own.headers.get('cache-control')).toMatch(/^private/)
  })
})
