/** The order of a list: by what is offered, either way, by several keys. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, expect, test } from 'vitest'
import '../matchers.ts'

const Item = entity('item', {
  name: t.string(),
  rank: t.integer().optional(),
  weight: t.integer(),
  secret: t.integer().private(),
})
const app = await testApplication(
  application('items', {
    parts: [
      [resource(Item, { read: anyone, sort: ['name', 'rank', 'weight'], defaultSort: ['-weight', 'name'] })],
    ],
  }),
)
afterAll(() => app.stop())
await app.db.insertMany(Item, [
  { name: 'a', rank: 2, weight: 1, secret: 1 },
  { name: 'b', rank: 1, weight: 2, secret: 2 },
  { name: 'c', weight: 2, secret: 3 },
  { name: 'd', rank: 2, weight: 3, secret: 4 },
])

const order = async (query: string) => {
  const answer = await app.request(`GET /items?${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data.map((item: { name: string }) => item.name).join('')
}

test.each([
  ['', 'dbca'],
  ['sort=name', 'abcd'],
  ['sort=-name', 'dcba'],
  ['sort=rank,name', 'badc'],
  ['sort=-rank,name', 'cadb'],
  ['sort=weight,-name', 'acbd'],
  ['sort=-weight,-rank', 'dcba'],
  ['sort=name,-name', 'abcd'],
  ['sort=name,name', 'abcd'],
])('%j → %s', async (query, names) => {
  expect(await order(query)).toBe(names)
})

test.each([
  'secret',
  '-secret',
  'id',
  'nope',
  '',
  '-',
  '--name',
  '+name',
  'name desc',
  'name;',
  'Name',
  'name,',
  'constructor',
  '-toString',
  '1',
  'name::text',
])('%j is refused', async (sort) => {
  const answer = await app.request(`GET /items?sort=${encodeURIComponent(sort)}`)
  expect(answer).toBeRefused(400, 'query_invalid')
  expect(answer).toPointAt('query/sort')
})

test('twice is refused', async () => {
  expect(await app.request('GET /items?sort=name&sort=rank')).toBeRefused(400, 'query_invalid')
})
