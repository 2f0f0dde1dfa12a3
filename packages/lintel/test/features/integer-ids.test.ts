/** Counting ids: numbers in JSON, digits in an address, and nothing else. */
import { anyone, application, entity, identity, owner, principalId, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { id: t.integerId(), name: t.string() })
const Note = entity('note', {
  id: t.integerId(),
  text: t.text().optional(),
  author: t.ref(() => User).optional(),
  tags: t.manyToMany(() => Tag),
})
const Tag = entity('tag', { id: t.integerId(), label: t.string().optional() })
const Mine = entity(
  'mine',
  { id: t.integerId(), owner: t.ref(() => User), text: t.text() },
  { plural: 'mine' },
)
const app = await testApplication(
  application('counting', {
    parts: [
      [
        identity(User),
        resource(User, { read: owner('id') }),
        resource(Tag, { read: anyone, create: anyone, bulk: true }),
        resource(Note, {
          read: anyone,
          create: { who: anyone, refersToAny: ['author'] },
          update: anyone,
          delete: anyone,
          filter: ['id', 'author'],
          sort: ['id', 'author'],
          include: ['author', 'tags'],
        }),
        resource(Mine, {
          read: owner('owner'),
          create: { who: owner('owner'), fields: ['text'], set: { owner: principalId } },
          delete: owner('owner'),
        }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
const [ada, bob] = await app.db.insertMany(User, [{ name: 'Ada' }, { name: 'Bob' }])
const as = (user: { id: number } | undefined) => ({ as: { id: String(user?.id) } })

test('count up, and are numbers', async () => {
  const first = await app.request('POST /notes', { body: { text: 'x', author: ada?.id } })
  expect(first.status, first.text).toBe(201)
  expect(first.body.data).toMatchObject({ id: expect.any(Number), author: ada?.id })
  expect(first.headers.get('location')).toBe(`/notes/${first.body.data.id}`)
  expect((await app.request(`GET ${first.headers.get('location')}`)).body.data.id).toBe(first.body.data.id)
  const second = await app.request('POST /notes', { body: { text: 'y' } })
  expect(second.body.data.id).toBe(first.body.data.id + 1)
  await app.db.deleteMany(Note, {})
})

test('are given to a row of which nothing else is said', async () => {
  expect((await app.request('POST /tags', { body: {} })).body.data).toMatchObject({
    id: expect.any(Number),
    label: null,
  })
  expect((await app.request('POST /tags/bulk', { body: { items: [{}, {}] } })).body.data).toHaveLength(2)
  expect(await app.db.insert(Tag, {})).toMatchObject({ label: null })
  expect(await app.db.insertMany(Tag, [{}, {}])).toHaveLength(2)
})

describe('an address', () => {
  test.each([
    '0',
    '-1',
    '01',
    '1.0',
    '1e0',
    '+1',
    '%201',
    '1%20',
    '0x1',
    'one',
    '9223372036854775807',
    '9223372036854775808',
    '99999999999999999999',
    '1%00',
    '١',
    'NaN',
  ])('with %s is 404', async (id) => {
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { text: 'x' }],
      ['DELETE', undefined],
    ] as const) {
      expect(await app.request(`${method} /notes/${id}`, { body })).toBeRefused(404, 'not_found')
    }
  })
})

describe('a reference', () => {
  test.each<[unknown, number]>([
    ['1', 422],
    [1.5, 422],
    [0, 422],
    [-1, 422],
    [9007199254740991, 422],
    [true, 422],
    ['0195f3a0-1111-7000-8000-000000000001', 422],
    [null, 201],
  ])('%j is %i', async (author, status) => {
    expect((await app.request('POST /notes', { body: { author } })).status).toBe(status)
    await app.db.deleteMany(Note, {})
  })

  test('beyond all integers is no JSON', async () => {
    const answer = await app.request('POST /notes', {
      body: '{"author":9007199254740993}',
      headers: { 'content-type': 'application/json' },
    })
    expect(answer).toBeRefused(400, 'number_imprecise')
  })

  test('is filtered, sorted and included', async () => {
    const tag = await app.db.insert(Tag, { label: 't' })
    // The types take every reference for a text, also one to an entity that counts.
    const [toAda, toBob] = [ada?.id as never, bob?.id as never]
    await app.db.insertMany(Note, [{ author: toBob, tags: [tag.id] as never }, { author: toAda }, {}])
    const ids = async (query: string) => (await app.request(`GET /notes?${query}`)).body.data
    expect(await ids(`author=${bob?.id}`)).toHaveLength(1)
    expect(await ids(`author[in]=${ada?.id},${bob?.id}`)).toHaveLength(2)
    expect((await ids('sort=author')).map((note: { author: number | null }) => note.author)).toEqual([
      ada?.id,
      bob?.id,
      null,
    ])
    const page = await app.request('GET /notes?sort=-author&limit=1')
    expect(
      (await ids(`sort=-author&limit=2&after=${page.body.meta.next}`)).map(
        (note: { author: number }) => note.author,
      ),
    ).toEqual([bob?.id, ada?.id])
    const included = await ids(`author=${bob?.id}&include=author,tags`)
    expect(included[0]).toMatchObject({ author: bob?.id, tags: [{ label: 't' }] })
    for (const value of ['x', '1.0', '0195f3a0-1111-7000-8000-000000000001', '9223372036854775808']) {
      expect(await app.request(`GET /notes?author=${value}`), value).toBeRefused(400, 'query_invalid')
    }
  })
})

describe('a person with a counting id', () => {
  test('owns rows, and no other does', async () => {
    const made = await app.request('POST /mine', { ...as(ada), body: { text: 'x' } })
    expect(made.body.data).toMatchObject({ owner: ada?.id })
    const path = made.headers.get('location')
    expect((await app.request(`GET ${path}`, as(ada))).status).toBe(200)
    expect(await app.request(`GET ${path}`, as(bob))).toBeRefused(404)
    expect(await app.request(`DELETE ${path}`, as(bob))).toBeRefused(404)
    expect((await app.request(`GET /users/${ada?.id}`, as(ada))).body.data.name).toBe('Ada')
    expect(await app.request(`GET /users/${ada?.id}`, as(bob))).toBeRefused(404)
  })

  test.each([
    'x',
    '',
    '1.5',
    '1 OR 1=1',
    '0195f3a0-1111-7000-8000-000000000001',
    '9223372036854775808',
  ])('cannot be %j', async (id) => {
    expect(await app.request('GET /mine', { as: { id } })).toBeRefused(401, 'token_invalid')
  })
})

// An id that an entity declares for callers to choose is a field like any other: PATCH of it is 404, and code changes it.
test.fails('an id that callers choose stays what it is', async () => {
  const Chosen = entity('chosen', { id: t.uuid(), name: t.string() })
  const chosen = await testApplication(
    application('chosen', { parts: [[resource(Chosen, { read: anyone, create: anyone, update: anyone })]] }),
  )
  try {
    const [id, next] = ['0195f3a0-1111-7000-8000-000000000001', '0195f3a0-1111-7000-8000-000000000002']
    expect((await chosen.request('POST /chosens', { body: { id, name: 'x' } })).status).toBe(201)
    expect(await chosen.request(`PATCH /chosens/${id}`, { body: { id: next } })).toBeRefused(422, 'invalid')
  } finally {
    await chosen.stop()
  }
})
