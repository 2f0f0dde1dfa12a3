/** PUT: the whole row as it shall be; what is left out goes back to its default, or to nothing. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Tag = entity('tag', { label: t.string() })
const Item = entity('item', {
  name: t.string(),
  note: t.text().optional(),
  amount: t.integer().default(3),
  size: t.enum('s', 'm').optional().default('s'),
  data: t.json().default({ a: 1 }),
  day: t.date().defaultNow(),
  at: t.timestamp().defaultNow(),
  once: t.text().immutable().default('once'),
  fixed: t.text().readOnly().default('fixed'),
  hidden: t.text().private().default('inside'),
  tags: t.manyToMany(() => Tag),
})
const app = await testApplication(
  application('putting', {
    parts: [
      [resource(Tag, { read: anyone }), resource(Item, { read: anyone, update: anyone, include: ['tags'] })],
    ],
  }),
)
afterAll(() => app.stop())

let id: string
beforeEach(async () => {
  const tag = await app.db.insert(Tag, { label: 'x' })
  const long = {
    note: 'old',
    amount: 9,
    size: 'm' as const,
    data: [1],
    day: '2020-01-01',
    at: '2020-01-01T00:00:00Z',
  }
  id = (
    await app.db.insert(Item, {
      name: 'Lamp',
      ...long,
      once: 'first',
      fixed: 'kept',
      hidden: 'kept',
      tags: [tag.id],
    })
  ).id
})
const put = (body: unknown, headers = {}) => app.request(`PUT /items/${id}`, { body, headers })

describe('a replacement', () => {
  test('sets back what it leaves out, and keeps what nobody may write', async () => {
    const answer = await put({ name: 'Bulb' })
    expect(answer.status, answer.text).toBe(200)
    const { data } = answer.body
    expect(data).toMatchObject({
      name: 'Bulb',
      note: null,
      amount: 3,
      size: 's',
      data: { a: 1 },
      once: 'first',
      fixed: 'kept',
    })
    expect(data.day).toBe(new Date().toISOString().slice(0, 10))
    expect(Math.abs(Date.parse(data.at) - Date.now())).toBeLessThan(60_000)
    expect(await app.db.get(Item, id)).toMatchObject({ hidden: 'kept' })
    expect((await app.request(`GET /items/${id}?include=tags`)).body.data.tags).toEqual([])
  })

  test('takes null for what may be empty, also where there is a default', async () => {
    const { data } = (await put({ name: 'Bulb', note: null, size: null })).body
    expect(data).toMatchObject({ note: null, size: null })
  })

  test('twice is the same as once', async () => {
    const body = {
      name: 'Bulb',
      note: 'n',
      amount: 1,
      day: '2024-02-29',
      at: '2024-02-29T00:00:00Z',
      data: null,
      size: 'm',
    }
    const [{ updatedAt: _first, ...first }, { updatedAt: _second, ...second }] = [
      (await put(body)).body.data,
      (await put(body)).body.data,
    ]
    expect(second).toEqual(first)
    expect(second).toMatchObject({ ...body, at: '2024-02-29T00:00:00+00:00' })
  })
})

describe('is refused, and changes nothing,', () => {
  test.each<[string, object, string[]]>([
    ['without what is required', { note: 'x' }, ['/name']],
    ['with null for what is required', { name: null, amount: null }, ['/name', '/amount']],
    [
      'with what nobody may write',
      { name: 'x', once: 'x', fixed: 'x', hidden: 'x', id: null, nope: 1 },
      ['/once', '/fixed', '/hidden', '/id', '/nope'],
    ],
  ])('%s', async (_what, body, pointers) => {
    const before = await app.db.get(Item, id)
    const answer = await put(body)
    expect(answer).toBeRefused(422, 'invalid')
    expect(answer).toPointAt(...pointers)
    expect(await app.db.get(Item, id)).toEqual(before)
  })

  test('as a merge-patch', async () => {
    expect(await put('{"name":"x"}', { 'content-type': 'application/merge-patch+json' })).toBeRefused(415)
  })

  test('where there is no row: it does not create one', async () => {
    const other = '0195f3a0-1111-7000-8000-000000000001'
    expect(await app.request(`PUT /items/${other}`, { body: { name: 'x' } })).toBeRefused(404, 'not_found')
    expect(await app.db.get(Item, other)).toBeUndefined()
  })
})
