/** Sparse fields: exactly those that were asked for, and none that is not offered. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Shelf = entity('shelf', { label: t.string() })
const Thing = entity(
  'thing',
  {
    name: t.string(),
    price: t.decimal(6, 2),
    shelf: t.ref(() => Shelf),
    note: t.text().optional(),
    cost: t.decimal(6, 2).private(),
    parts: t.many(() => Part, 'thing'),
  },
  { softDelete: true },
)
const Part = entity('part', { thing: t.ref(() => Thing), name: t.string() })

const app = await testApplication(
  application('things', {
    parts: [
      [
        resource(Shelf, { read: anyone }),
        resource(Thing, { read: anyone, include: ['shelf', 'parts'], sort: ['price'] }),
        resource(Part, { read: anyone }),
      ],
    ],
  }),
)
afterAll(() => app.stop())

const shelf = await app.db.insert(Shelf, { label: 'top' })
const thing = await app.db.insert(Thing, {
  name: 'Lamp',
  price: '9.50',
  shelf: shelf.id,
  cost: '4.00',
  parts: [{ name: 'bulb' }],
})
const one = (query: string) => app.request(`GET /things/${thing.id}?${query}`)

test('a row shows everything that is not private', async () => {
  expect(Object.keys((await one('')).body.data)).toEqual([
    'id',
    'name',
    'price',
    'shelf',
    'note',
    'createdAt',
    'updatedAt',
  ])
})

describe('fields', () => {
  test('show what is asked for, in a list and in a single read', async () => {
    expect((await one('fields=name,price')).body.data).toEqual({ name: 'Lamp', price: '9.50' })
    expect((await app.request('GET /things?fields=id')).body.data).toEqual([{ id: thing.id }])
    expect((await one('fields=name,name')).body.data).toEqual({ name: 'Lamp' })
  })

  test('go with relations that are asked for besides', async () => {
    expect((await one('fields=name&include=shelf')).body.data).toEqual({
      name: 'Lamp',
      shelf: expect.objectContaining({ label: 'top' }),
    })
    const { data } = (await one('fields=name&include=parts')).body
    expect(data.parts).toEqual([expect.objectContaining({ name: 'bulb' })])
  })

  test('go with an order by others', async () => {
    const page = await app.request('GET /things?fields=name&sort=price&limit=1&count=true')
    expect(page.body).toMatchObject({ data: [{ name: 'Lamp' }], meta: { total: 1 } })
  })

  test('do not change the version', async () => {
    expect((await one('fields=name')).headers.get('etag')).toBe((await one('')).headers.get('etag'))
  })

  test.each([
    'cost',
    'deletedAt',
    'parts',
    'nope',
    '',
    'name,',
    'name,cost',
    'shelf.label',
    'constructor',
    'toString',
    'cost_',
    '*',
  ])('%j is refused, without a word of what is private', async (fields) => {
    for (const path of ['/things', `/things/${thing.id}`]) {
      const answer = await app.request(`GET ${path}?fields=${encodeURIComponent(fields)}`)
      expect(answer).toBeRefused(400, 'query_invalid')
      expect(answer).toPointAt('query/fields')
      expect(answer.text.replace(/does not know [^.]*\./, '')).not.toMatch(/cost|deletedAt/)
    }
  })

  test('twice, or of a single read that takes no more, are refused', async () => {
    expect(await one('fields=name&fields=price')).toBeRefused(400, 'query_invalid')
    const answer = await one('sort=price&limit=1&name=x&search=x&after=x&constructor=1')
    expect(answer).toBeRefused(400, 'query_invalid')
    expect(answer).toPointAt(
      'query/sort',
      'query/limit',
      'query/name',
      'query/search',
      'query/after',
      'query/constructor',
    )
  })
})
