/** What a row may become: `after` takes the place of the rule of the row, and of nothing else, by the API and by code. */
import {
  anyone,
  application,
  type Database,
  entity,
  identity,
  operation,
  owner,
  policy,
  resource,
  signedIn,
  t,
  where,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Box = entity('box', { owner: t.ref(() => User) })
const Item = entity('item', {
  owner: t.ref(() => User).immutable(),
  box: t.ref(() => Box),
  state: t.enum('draft', 'sent', 'filed').default('draft'),
})
const Poll = entity('poll', { state: t.enum('open', 'closed').default('open') })

/** What the next call of the operation does with its `db`. */
let work: (db: Database) => Promise<unknown>
const app = await testApplication(
  application('outcomes', {
    parts: [
      {
        accounts: identity(User),
        users: policy(User, { read: anyone }),
        boxes: policy(Box, { read: owner('owner') }),
        items: resource(Item, {
          read: owner('owner'),
          update: { who: owner('owner'), after: where('state', 'in', ['draft', 'sent']) },
        }),
        polls: resource(Poll, {
          read: anyone,
          update: { who: signedIn, after: where('state', 'eq', 'open') },
        }),
        does: operation('POST /do', {
          summary: 'Do it',
          allow: signedIn,
          output: { changed: t.boolean() },
          run: async ({ db }) => ({ changed: (await work(db)) !== undefined }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())

const [ada, bob] = (await app.db.insertMany(User, [{ name: 'Ada' }, { name: 'Bob' }])).map(({ id }) => ({
  id,
})) as [{ id: string }, { id: string }]
const [hers, his] = (await app.db.insertMany(Box, [{ owner: ada.id }, { owner: bob.id }])).map(
  ({ id }) => id,
) as [string, string]
let item: string
beforeEach(async () => {
  await app.db.deleteMany(Item, {})
  item = (await app.db.insert(Item, { owner: ada.id, box: hers })).id
})
const change = (body: object) => app.request(`PATCH /items/${item}`, { as: ada, body })
const byCode = async (doing: typeof work) => {
  work = doing
  return (await app.request('POST /do', { as: ada })).body.data
}

test('a reference that changes leads to a row within sight', async () => {
  for (const body of [{ box: his }, { box: his, state: 'sent' }]) {
    expect(await change(body)).toBeRefused(422, 'reference_not_found')
    expect(await byCode((db) => db.update(Item, item, body as { box: string }))).toEqual({ changed: false })
  }
  const whole = { box: his, state: 'draft' }
  expect(await app.request(`PUT /items/${item}`, { as: ada, body: whole })).toBeRefused(422)
  expect(await app.db.get(Item, item)).toMatchObject({ box: hers, state: 'draft' })
  expect((await change({ box: hers, state: 'sent' })).status).toBe(200)
})

test('what it may not become is refused, also to code that may change every row', async () => {
  expect(await change({ state: 'filed' })).toBeRefused(403)
  expect(await byCode((db) => db.update(Item, item, { state: 'filed' }))).toEqual({ changed: false })
  expect(await app.db.get(Item, item)).toMatchObject({ state: 'draft' })
  const { id } = await app.db.insert(Poll, {})
  expect(await app.request(`PATCH /polls/${id}`, { as: ada, body: { state: 'closed' } })).toBeRefused(403)
  expect(await byCode((db) => db.update(Poll, id, { state: 'closed' }))).toEqual({ changed: false })
  expect(await app.db.get(Poll, id)).toMatchObject({ state: 'open' })
})
