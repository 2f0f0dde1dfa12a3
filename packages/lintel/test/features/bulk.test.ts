/** Bulk creation: all of the rows, or none. */
import { anyone, application, entity, identity, owner, principalId, resource, signedIn, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Tag = entity('tag', { label: t.string() })
const Item = entity('item', {
  code: t.slug().unique(),
  amount: t.integer({ min: 0 }).default(1),
  hidden: t.text().private().default('inside'),
  fixed: t.text().readOnly().default('fixed'),
  tags: t.manyToMany(() => Tag),
})
const Own = entity('own', { owner: t.ref(() => User), by: t.ref(() => User), note: t.text().optional() })
const app = await testApplication(
  application('bulk', {
    parts: [
      [
        identity(User),
        resource(Tag, { read: anyone, create: anyone }),
        resource(Item, { read: anyone, create: anyone, bulk: true, include: ['tags'] }),
        resource(Own, {
          read: signedIn,
          create: { who: owner('owner'), fields: ['owner', 'note'], set: { by: principalId } },
          bulk: true,
        }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
beforeEach(() => app.db.deleteMany(Item, {}))
const bulk = (items: unknown) => app.request('POST /items/bulk', { body: { items } })

describe('a bulk request', () => {
  test('stores every row, and answers them in the order they were sent', async () => {
    const tag = await app.db.insert(Tag, { label: 'x' })
    const answer = await bulk([{ code: 'b' }, { code: 'a', amount: 5, tags: [tag.id] }, { code: 'c' }])
    expect(answer.status).toBe(201)
    expect(
      answer.body.data.map((row: { code: string; amount: number }) => `${row.code}${row.amount}`),
    ).toEqual(['b1', 'a5', 'c1'])
    expect(answer.text).not.toContain('hidden')
    const tagged = await app.request(`GET /items/${answer.body.data[1].id}?include=tags`)
    expect(tagged.body.data.tags).toHaveLength(1)
  })

  test('takes a thousand rows', async () => {
    const answer = await bulk(Array.from({ length: 1000 }, (_, index) => ({ code: `c${index}` })))
    expect(answer.status).toBe(201)
    expect(await app.db.count(Item)).toBe(1000)
  })
})

describe('stores nothing', () => {
  test.each<[string, unknown, string[]]>([
    ['no rows', [], ['/items']],
    ['rows that are none', [null, 1, []], ['/items/0', '/items/1', '/items/2']],
    ['something else than a list', { 0: { code: 'a' } }, ['/items']],
    [
      'one wrong row among good ones',
      [{ code: 'a' }, { code: 'b', amount: -1 }, { amount: 1 }],
      ['/items/1/amount', '/items/2/code'],
    ],
    [
      'what nobody may write',
      [{ code: 'a', hidden: 'x', fixed: 'x', id: 'x' }],
      ['/items/0/hidden', '/items/0/fixed', '/items/0/id'],
    ],
    ['more than a thousand', Array.from({ length: 1001 }, (_, index) => ({ code: `c${index}` })), ['/items']],
  ])('with %s', async (_what, items, pointers) => {
    const answer = await bulk(items)
    expect(answer).toBeRefused(422, 'invalid')
    expect(answer).toPointAt(...pointers)
    expect(await app.db.count(Item)).toBe(0)
  })

  test('when two rows collide, or one with a stored one', async () => {
    expect(await bulk([{ code: 'a' }, { code: 'b' }, { code: 'a' }])).toBeRefused(409, 'conflict')
    expect(await app.db.count(Item)).toBe(0)
    await app.db.insert(Item, { code: 'z' })
    expect(await bulk([{ code: 'a' }, { code: 'z' }])).toBeRefused(409, 'conflict')
    expect(await app.db.count(Item)).toBe(1)
  })

  test('when a link leads nowhere', async () => {
    expect(
      await bulk([{ code: 'a' }, { code: 'b', tags: ['0195f3a0-1111-7000-8000-000000000001'] }]),
    ).toBeRefused(422, 'reference_not_found')
    expect(await app.db.count(Item)).toBe(0)
  })

  test('when the rule refuses one row', async () => {
    const [ada, bob] = [
      await app.db.insert(User, { name: 'Ada' }),
      await app.db.insert(User, { name: 'Bob' }),
    ]
    const send = (items: unknown, as?: { id: string }) =>
      app.request('POST /owns/bulk', { body: { items }, ...(as ? { as } : {}) })
    expect(await send([{ owner: ada.id }, { owner: bob.id }], ada)).toBeRefused(403, 'forbidden')
    expect(await send([{ owner: ada.id, by: bob.id }], ada)).toBeRefused(422, 'invalid')
    expect(await send([{ owner: ada.id }])).toBeRefused(401)
    expect(await app.db.count(Own)).toBe(0)
    const stored = await send([{ owner: ada.id }, { owner: ada.id, note: 'x' }], ada)
    expect(stored.body.data.map((row: { by: string }) => row.by)).toEqual([ada.id, ada.id])
  })

  test('with anything beside the rows', async () => {
    expect(await app.request('POST /items/bulk', { body: { items: [{ code: 'a' }], more: 1 } })).toBeRefused(
      422,
      'invalid',
    )
    expect(await app.request('POST /items/bulk', { body: [{ code: 'a' }] })).toBeRefused(422, 'invalid')
    expect(await app.db.count(Item)).toBe(0)
  })
})

test('of the same rows in another order wait for each other, and one of them stores', async () => {
  const codes = Array.from({ length: 20 }, (_, index) => ({ code: `r${index}` }))
  const answers = await Promise.all([bulk(codes), bulk(codes.toReversed())])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await app.db.count(Item)).toBe(20)
})

test('is not offered where nobody asked for it', async () => {
  expect(await app.request('POST /tags/bulk', { body: { items: [{ label: 'x' }] } })).toBeRefused(
    405,
    'method_not_allowed',
  )
})
