/** Creating a row: what is stored, what is answered, and what is refused whole. */
import {
  anyone,
  application,
  entity,
  identity,
  owner,
  principalId,
  resource,
  role,
  signedIn,
  t,
  where,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Shelf = entity('shelf', { label: t.string() })
const Item = entity(
  'item',
  {
    name: t.string({ max: 20 }),
    code: t.slug({ max: 20 }).unique(),
    amount: t.integer({ min: 0, max: 10 }).default(1),
    price: t.decimal(6, 2, { min: 0.5 }).optional(),
    big: t.bigint().optional(),
    mail: t.email().optional(),
    site: t.url().optional(),
    kind: t.enum('a', 'b').default('a'),
    from: t.date().optional(),
    to: t.date().optional(),
    at: t.timestamp().defaultNow(),
    shelf: t.ref(() => Shelf).optional(),
    owner: t.ref(() => User).optional(),
    hidden: t.text().private().default('inside'),
    fixed: t.text().readOnly().default('fixed'),
    once: t.text({ max: 5 }).immutable().optional(),
    pattern: t.text({ pattern: '^[A-Z]+$' }).optional(),
  },
  { check: { ends_after_start: ['to', '>', { field: 'from' }] }, unique: [['shelf', 'name']] },
)
const Draft = entity('draft', {
  text: t.text(),
  status: t.enum('draft', 'published').default('draft'),
  author: t.ref(() => User).optional(),
  rank: t.integer().optional(),
  data: t.json().default({ a: 1 }),
  at: t.timestamp().defaultNow(),
})
const Signed = entity('signed', { text: t.string(), author: t.ref(() => User), mark: t.string() })
// What is unique has an index, and an index takes less than a text may have.
const Story = entity('story', { text: t.text().unique(), other: t.text().optional() })

const app = await testApplication(
  application('creating', {
    prefix: '/v1',
    parts: [
      [
        identity(User),
        resource(Item, { read: anyone, create: anyone }),
        resource(Draft, { read: anyone, create: [where('status', 'eq', 'draft'), role('editor')] }),
        resource(Signed, {
          read: anyone,
          create: { who: signedIn, fields: ['text'], set: { author: principalId, mark: 'server' } },
        }),
        resource(Story, { read: anyone, create: anyone }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
const ada = await app.db.insert(User, { name: 'Ada' })
const bob = await app.db.insert(User, { name: 'Bob' })
const shelf = await app.db.insert(Shelf, { label: 'top' })
beforeEach(() => app.db.deleteMany(Item, {}))

const post = (body: unknown, headers = {}) => app.request('POST /v1/items', { body, headers })
const base = { name: 'Lamp', code: 'lamp' }

describe('a new row', () => {
  test('is answered 201 with its place, its version and all that it has now', async () => {
    const answer = await post({ ...base, price: '9.5', once: 'x', shelf: shelf.id })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(`/v1/items/${answer.body.data.id}`)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.body.data).toMatchObject({
      ...base,
      price: '9.50',
      amount: 1,
      kind: 'a',
      fixed: 'fixed',
      shelf: shelf.id,
      mail: null,
    })
    expect(answer.body.data).not.toHaveProperty('hidden')
    const read = await app.request(`GET ${answer.headers.get('location')}`)
    expect(read.body).toEqual(answer.body)
    expect(read.headers.get('etag')).toBe(answer.headers.get('etag'))
  })

  test('takes null for what is optional', async () => {
    const answer = await post({ ...base, price: null, mail: null, shelf: null })
    expect(answer.body.data).toMatchObject({ price: null, mail: null, shelf: null })
  })

  test('has an id that nobody chose', async () => {
    const id = '0195f3a0-1111-7000-8000-000000000001'
    expect(await post({ ...base, id })).toBeRefused(422, 'invalid')
    expect((await post(base)).body.data.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })

  test('keeps every character of its texts', async () => {
    const names = [
      `'; DROP TABLE items;`,
      `"\\/\b\f\n\r\t`,
      '\u0001\u007f\u0080',
      '😀🇩🇪',
      '\u202edcba',
      'null',
      '{"a":1}',
      ' a ',
    ]
    for (const [index, name] of names.entries()) {
      const answer = await post({ name, code: `c${index}` })
      expect(answer.status, answer.text).toBe(201)
      expect(answer.body.data.name).toBe(name)
    }
  })

  test('counts characters, not bytes or halves', async () => {
    expect((await post({ ...base, name: '😀'.repeat(20) })).status).toBe(201)
    expect(await post({ ...base, code: 'two', name: '😀'.repeat(21) })).toBeRefused(422, 'invalid')
  })
})

describe('nothing is stored, and every fault is named', () => {
  test.each<[string, object, string[]]>([
    ['nothing', {}, ['/name', '/code']],
    [
      'unknown fields',
      { ...base, nope: 1, constructor: 1, 'a/b~c': 1 },
      ['/nope', '/constructor', '/a~1b~0c'],
    ],
    [
      'wrong types',
      { name: 1, code: true, amount: '1', price: 9.5, kind: [], shelf: {} },
      ['/name', '/code', '/amount', '/price', '/kind', '/shelf'],
    ],
    ['null where a value must be', { name: null, code: null, amount: null }, ['/name', '/code', '/amount']],
    ['bounds', { name: '', code: 'A b', amount: 11, price: '0.49' }, ['/name', '/code', '/amount', '/price']],
    [
      'numbers that are none',
      { ...base, amount: 1.5, price: '1e3', big: '01' },
      ['/amount', '/price', '/big'],
    ],
    [
      'numbers that do not fit',
      { ...base, amount: 2147483648, price: '12345.00', big: '9223372036854775808' },
      ['/amount', '/price', '/big'],
    ],
    ['texts that are no addresses', { ...base, mail: 'a@', site: 'javascript:alert(1)' }, ['/mail', '/site']],
    [
      'days that no calendar has',
      { ...base, from: '2023-02-29', at: '2024-01-01T25:00:00Z' },
      ['/from', '/at'],
    ],
    ['a word that the enum has not', { ...base, kind: 'c' }, ['/kind']],
    ['a pattern that is not met', { ...base, pattern: 'abc' }, ['/pattern']],
    ['ids that are none', { ...base, shelf: 'x' }, ['/shelf']],
    ['ids that nothing has', { ...base, shelf: '0195f3a0-1111-7000-8000-000000000001' }, ['/shelf']],
    [
      'what the server sets',
      { ...base, fixed: 'x', hidden: 'x', createdAt: '2024-01-01T00:00:00Z', updatedAt: null },
      ['/fixed', '/hidden', '/createdAt', '/updatedAt'],
    ],
    ['a check of two fields', { ...base, from: '2024-01-02', to: '2024-01-01' }, ['/from', '/to']],
  ])('of a row with %s', async (_what, body, pointers) => {
    const answer = await post(body)
    expect(answer).toBeRefused(422)
    expect(answer).toPointAt(...pointers)
    expect(await app.db.count(Item)).toBe(0)
  })

  test.each([[[]], ['text'], [1], [null], [true]])('of a body that is %j', async (body) => {
    const answer = await app.request('POST /v1/items', {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    expect(answer).toBeRefused(422, 'invalid')
    expect(await app.db.count(Item)).toBe(0)
  })

  test('of a year that the database does not know', async () => {
    for (const from of ['0000-01-01', '0000-12-31']) expect(await post({ ...base, from })).toBeRefused(422)
    expect(await post({ ...base, at: '0000-01-01T00:00:00Z' })).toBeRefused(422)
    expect(await app.db.count(Item)).toBe(0)
  })
})

describe('what is unique', () => {
  test('is refused the second time, by the name of its field', async () => {
    expect((await post(base)).status).toBe(201)
    const answer = await post({ ...base, name: 'Other' })
    expect(answer).toBeRefused(409, 'conflict')
    expect(answer).toPointAt('/code')
    const pair = await post({ ...base, shelf: shelf.id, code: 'two' })
    expect(pair.status).toBe(201)
    const again = await post({ ...base, shelf: shelf.id, code: 'three' })
    expect(again).toBeRefused(409, 'conflict')
    expect(again).toPointAt('/shelf', '/name')
  })

  test('is stored once, however many ask at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => post(base)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(answer).toBeRefused(409, 'conflict')
    expect(await app.db.count(Item)).toBe(1)
  })
})

describe('a rule on the row', () => {
  const draft = (body: object, as?: { id: string; roles?: string[] }) =>
    app.request('POST /v1/drafts', { body, ...(as ? { as } : {}) })

  test('sees what the row will have, also by default', async () => {
    expect((await draft({ text: 'a' })).status).toBe(201)
    expect((await draft({ text: 'a', status: 'draft', rank: 1 })).status).toBe(201)
    expect(await draft({ text: 'a', status: 'published' })).toBeRefused(403, 'forbidden')
    expect((await draft({ text: 'a', status: 'published' }, { id: ada.id, roles: ['editor'] })).status).toBe(
      201,
    )
  })

  test('on a field that is absent refuses', async () => {
    const Own = entity('own', {
      author: t.ref(() => User).optional(),
      note: t.text().optional(),
      flag: t.boolean().default(true),
    })
    const owns = await testApplication(
      application('owns', {
        parts: [[identity(User), resource(Own, { read: anyone, create: owner('author'), bulk: true })]],
      }),
    )
    try {
      const { id } = await owns.db.insert(User, { name: 'Ada' })
      expect(await owns.request('POST /owns', { as: { id }, body: { note: 'nobody' } })).toBeRefused(
        403,
        'forbidden',
      )
      expect(await owns.request('POST /owns', { as: { id }, body: { author: null } })).toBeRefused(
        403,
        'forbidden',
      )
      expect(await owns.request('POST /owns/bulk', { as: { id }, body: { items: [{}] } })).toBeRefused(
        403,
        'forbidden',
      )
      expect((await owns.request('POST /owns', { as: { id }, body: { author: id } })).status).toBe(201)
      expect(await owns.db.count(Own)).toBe(1)
    } finally {
      await owns.stop()
    }
  })
})

describe('what the server sets', () => {
  test('is set, and cannot be sent', async () => {
    const as = { id: ada.id }
    const answer = await app.request('POST /v1/signeds', { as, body: { text: 'x' } })
    expect(answer.body.data).toMatchObject({ author: ada.id, mark: 'server' })
    const forged = await app.request('POST /v1/signeds', {
      as,
      body: { text: 'x', author: bob.id, mark: 'me' },
    })
    expect(forged).toBeRefused(422, 'invalid')
    expect(forged).toPointAt('/author', '/mark')
    expect(await app.request('POST /v1/signeds', { body: { text: 'x' } })).toBeRefused(401, 'unauthenticated')
  })
})

test('a text that its index cannot take is refused, not a fault', async () => {
  // Only what does not compress is too long: 10,000 letters at random.
  const text = Array.from({ length: 10_000 }, () =>
    String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000)),
  ).join('')
  expect((await app.request('POST /v1/stories', { body: { text: 'short', other: text } })).status).toBe(201)
  expect(await app.request('POST /v1/stories', { body: { text } })).toBeRefused(422, 'value_out_of_range')
  expect(await app.db.count(Story)).toBe(1)
})
