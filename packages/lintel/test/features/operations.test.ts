/** Operations: what they take, what they give, who may call them, and how they fail. */
import {
  anyone,
  application,
  entity,
  identity,
  not,
  operation,
  policy,
  resource,
  role,
  signedIn,
  t,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string(), secret: t.text().private().default('hush') })
const Count = entity('count', { id: t.integerId(), label: t.string() })
const app = await testApplication(
  application('operating', {
    prefix: '/api',
    parts: [
      {
        accounts: identity(User),
        users: resource(User, { read: anyone, create: anyone }),
        counts: policy(Count, { read: anyone }),
        query: operation('GET /query', {
          summary: 'Say what was asked',
          allow: anyone,
          query: {
            text: t.string({ max: 5 }),
            page: t.integer({ min: 1, max: 9 }).default(1),
            exact: t.boolean().optional(),
            price: t.decimal(6, 2, { min: 1 }).optional(),
            kind: t.enum('a', 'b').default('a'),
            ids: t.list(t.uuid(), { max: 2 }).optional(),
            numbers: t.list(t.integer()).optional(),
            day: t.date().optional(),
            at: t.timestamp().optional(),
            count: t.ref(() => Count).optional(),
            mail: t.email().optional(),
            constructor: t.string().optional(),
          },
          output: { said: t.json() },
          run: ({ query }) => ({ said: { ...query } }),
        }),
        path: operation('GET /users/{user}/counts/{count}/{name}', {
          summary: 'Say the path',
          allow: anyone,
          params: { user: t.ref(() => User), count: t.ref(() => Count) },
          output: { said: t.json() },
          run: ({ params }) => ({ said: { ...params } }),
        }),
        body: operation('POST /body', {
          summary: 'Say what was sent',
          allow: anyone,
          input: {
            name: t.string({ max: 5 }),
            note: t.text().optional(),
            size: t.integer().default(3),
            at: t.timestamp().defaultNow(),
            items: t.list(
              { user: t.ref(() => User), amount: t.integer({ min: 1 }).default(1) },
              { min: 1, max: 2 },
            ),
            place: t.object({ street: t.string(), zip: t.string().optional() }).optional(),
            toString: t.string().optional(),
          },
          output: { said: t.json() },
          run: ({ input }) => ({ said: { ...input } }),
        }),
        whole: operation('POST /whole', {
          summary: 'Give a whole row',
          allow: anyone,
          output: User,
          run: ({ db }) => db.dangerouslyWithoutPolicies().insert(User, { name: 'Ada' }),
        }),
        picked: operation('GET /picked', {
          summary: 'Give more than is declared',
          allow: anyone,
          output: {
            id: t.integer(),
            list: t.list({ a: t.integer() }),
            deep: t.object({ b: t.text().optional() }),
            none: t.text().optional(),
          },
          run: () =>
            ({
              id: 1,
              secret: 'hush',
              list: [{ a: 1, secret: 'hush' }],
              deep: { c: 'hush', __proto__: { b: 'hush' } },
              toJSON: () => 'hush',
            }) as never,
        }),
        one: operation('GET /one', {
          summary: 'Give one value',
          allow: anyone,
          output: t.list(t.integer()),
          status: 203,
          run: () => [1, 2],
        }),
        nothing: operation('DELETE /nothing', {
          summary: 'Give nothing',
          allow: anyone,
          run: () => ({ secret: 'hush' }) as never,
        }),
        wrong: operation('GET /wrong', {
          summary: 'Give what is wrong',
          allow: anyone,
          output: { id: t.integer() },
          run: () => ({ id: 'hush' }) as never,
        }),
        absent: operation('GET /absent', {
          summary: 'Give nothing where something is declared',
          allow: anyone,
          output: { id: t.integer() },
          run: () => undefined as never,
        }),
        members: operation('GET /members', {
          summary: 'For members',
          allow: signedIn,
          run: ({ principal }) => void principal.id,
        }),
        staff: operation('GET /staff', {
          summary: 'For staff',
          allow: [role('staff'), role('admin')],
          run: () => undefined,
        }),
        guests: operation('GET /guests', {
          summary: 'For guests',
          allow: not(signedIn),
          run: () => undefined,
        }),
        me: operation('GET /me', {
          summary: 'Who am I',
          allow: anyone,
          output: { id: t.text() },
          run: ({ principal }) => ({ id: principal.id }),
        }),
        peer: operation('GET /peer', {
          summary: 'What is known of the request',
          allow: anyone,
          output: { said: t.json() },
          run: ({ request, signal }) => ({
            said: [request.address, request.header('X-Some') ?? null, signal.aborted],
          }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const ada = await app.db.insert(User, { name: 'Ada' })
const get = (query: string) => app.request(`GET /api/query?${query}`)

describe('a query', () => {
  const absent = {
    exact: null,
    price: null,
    ids: null,
    numbers: null,
    day: null,
    at: null,
    count: null,
    mail: null,
    constructor: null,
  }

  test('has its defaults, and null for what is absent', async () => {
    expect((await get('text=x')).body.data.said).toEqual({ ...absent, text: 'x', page: 1, kind: 'a' })
  })

  test('is read by its kinds', async () => {
    const { said } = (
      await get(
        `text=x&page=9&exact=false&price=1.50&kind=b&ids=${ada.id},${ada.id}&numbers=1&numbers=-2&day=2024-02-29&at=2024-01-01T00:00:00Z&count=5&mail=a%2Bb@example.com&constructor=x`,
      )
    ).body.data
    expect(said).toEqual({
      text: 'x',
      page: 9,
      exact: false,
      price: '1.50',
      kind: 'b',
      ids: [ada.id, ada.id],
      numbers: [1, -2],
      day: '2024-02-29',
      at: '2024-01-01T00:00:00Z',
      count: 5,
      mail: 'a+b@example.com',
      constructor: 'x',
    })
  })

  test.each([
    ['', 'text'],
    ['text=', 'text'],
    ['text=toolong', 'text'],
    ['text=x&text=y', 'text'],
    ['text=x&page=0', 'page'],
    ['text=x&page=1.5', 'page'],
    ['text=x&page=', 'page'],
    ['text=x&page=99999999999999999999', 'page'],
    ['text=x&exact=yes', 'exact'],
    ['text=x&price=0.99', 'price'],
    ['text=x&price=1.005', 'price'],
    ['text=x&kind=c', 'kind'],
    ['text=x&ids=x', 'ids'],
    [`text=x&ids=${ada.id},${ada.id},${ada.id}`, 'ids'],
    ['text=x&numbers=1,x', 'numbers'],
    ['text=x&day=2024-02-30', 'day'],
    ['text=x&at=now', 'at'],
    [`text=x&count=${ada.id}`, 'count'],
    ['text=x&count=0', 'count'],
    ['text=x&mail=x', 'mail'],
    ['text=x&nope=1', 'nope'],
    ['text=x&toString=1', 'toString'],
  ])('%j is refused', async (query, name) => {
    const answer = await get(query)
    expect(answer).toBeRefused(400, 'query_invalid')
    expect(answer).toPointAt(`query/${name}`)
  })
})

describe('a path', () => {
  test('is read by its kinds', async () => {
    const answer = await app.request(`GET /api/users/${ada.id}/counts/7/a%20b`)
    expect(answer.body.data.said).toEqual({ user: ada.id, count: 7, name: 'a b' })
  })

  test.each([
    `x/counts/7/a`,
    `${ada.id}/counts/x/a`,
    `${ada.id}/counts/0/a`,
    `${ada.id}/counts/7/${'x'.repeat(256)}`,
    `${ada.id}/counts/7/%00`,
    `7/counts/${ada.id}/a`,
  ])('that cannot be is not there: %s', async (path) => {
    expect(await app.request(`GET /api/users/${path}`)).toBeRefused(404, 'not_found')
  })
})

describe('a body', () => {
  const items = [{ user: ada.id }]

  test('has its defaults, and null for what is absent', async () => {
    const { said } = (await app.request('POST /api/body', { body: { name: 'x', items } })).body.data
    expect(said).toEqual({
      name: 'x',
      note: null,
      size: 3,
      at: expect.any(String),
      items: [{ user: ada.id, amount: 1 }],
      place: null,
      toString: null,
    })
    expect(Math.abs(Date.parse(said.at) - Date.now())).toBeLessThan(60_000)
  })

  test.each<[object, string[]]>([
    [{}, ['/name', '/items']],
    [{ name: 'toolong', items: [] }, ['/name', '/items']],
    [
      { name: 'x', items: [{ user: 'x', amount: 0 }, { nope: 1 }] },
      ['/items/0/user', '/items/0/amount', '/items/1/user', '/items/1/nope'],
    ],
    [{ name: 'x', items, size: null }, ['/size']],
    [{ name: 'x', items, place: { zip: 5 } }, ['/place/street', '/place/zip']],
    [{ name: 'x', items, extra: 1 }, ['/extra']],
  ])('%j is refused', async (body, pointers) => {
    const answer = await app.request('POST /api/body', { body })
    expect(answer).toBeRefused(422, 'invalid')
    expect(answer).toPointAt(...pointers)
  })
})

describe('an answer', () => {
  test('has what is declared and nothing else', async () => {
    const whole = await app.request('POST /api/whole')
    expect(whole.status).toBe(201)
    expect(whole.headers.get('location')).toBe(`/api/users/${whole.body.data.id}`)
    expect(whole.body.data).toMatchObject({ name: 'Ada' })
    const picked = await app.request('GET /api/picked')
    expect(picked.body.data).toEqual({ id: 1, list: [{ a: 1 }], deep: { b: expect.anything() }, none: null })
    for (const answer of [whole, picked]) expect(answer.text.replace('"b":"hush"', '')).not.toContain('hush')
  })

  test('has its status', async () => {
    const one = await app.request('GET /api/one')
    expect([one.status, one.body]).toEqual([203, { data: [1, 2] }])
    const nothing = await app.request('DELETE /api/nothing')
    expect([nothing.status, nothing.text]).toEqual([204, ''])
  })

  test('that is not what it declares is a fault, in development and in tests', async () => {
    for (const route of ['GET /api/wrong', 'GET /api/absent']) {
      const answer = await app.request(route)
      expect(answer).toBeRefused(500, 'internal_error')
      expect(answer.text).not.toContain('hush')
    }
  })
})

describe('whoever calls', () => {
  test('is let in by the rule, and by nothing else', async () => {
    const status = async (route: string, as?: { id: string; roles?: string[] }) =>
      (await app.request(`GET /api/${route}`, as ? { as } : {})).status
    const staff = { id: ada.id, roles: ['staff'] }
    expect([await status('members'), await status('members', ada)]).toEqual([401, 204])
    expect([
      await status('staff'),
      await status('staff', ada),
      await status('staff', staff),
      await status('staff', { id: ada.id, roles: ['x', 'admin'] }),
    ]).toEqual([401, 403, 204, 204])
    expect([await status('guests'), await status('guests', ada)]).toEqual([204, 403])
    expect([
      await status('staff', { id: ada.id, roles: ['x,admin'] }),
      await status('staff', { id: ada.id, roles: ['Staff'] }),
    ]).toEqual([403, 403])
  })

  test('is asked who it is when the code asks and nobody is there', async () => {
    expect(await app.request('GET /api/me')).toBeRefused(401, 'unauthenticated')
    expect((await app.request('GET /api/me', { as: ada })).body.data.id).toBe(ada.id)
  })

  test('cannot say where it comes from', async () => {
    const headers = {
      'x-forwarded-for': '10.0.0.1',
      forwarded: 'for=10.0.0.1',
      'x-real-ip': '10.0.0.1',
      'x-some': 'thing',
    }
    expect((await app.request('GET /api/peer', { headers })).body.data.said).toEqual([
      '127.0.0.1',
      'thing',
      false,
    ])
  })
})
