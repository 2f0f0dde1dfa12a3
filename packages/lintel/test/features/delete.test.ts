/** Deleting a row: once, by who may, and never under rows that still need it. */
import { anyone, application, entity, identity, owner, policy, resource, role, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Shelf = entity('shelf', { label: t.string(), owner: t.ref(() => User) }, { plural: 'shelves' })
const Book = entity('book', {
  title: t.string(),
  shelf: t.ref(() => Shelf),
  lender: t.ref(() => User, { onDelete: 'setNull' }).optional(),
})
const Page = entity('page', { book: t.ref(() => Book, { onDelete: 'cascade' }), text: t.text() })

const app = await testApplication(
  application('deleting', {
    parts: [
      [
        identity(User),
        resource(User, { read: anyone, delete: role('admin') }),
        resource(Shelf, { read: [owner('owner'), role('staff')], delete: owner('owner') }),
        resource(Book, { read: anyone, delete: anyone }),
        policy(Page, { read: anyone }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
const ada = await app.db.insert(User, { name: 'Ada' })
const bob = await app.db.insert(User, { name: 'Bob' })
const shelfOf = (owner: string) => app.db.insert(Shelf, { label: 'top', owner })

test('answers 204 without content, and then 404', async () => {
  const book = await app.db.insert(Book, { title: 'x', shelf: (await shelfOf(ada.id)).id })
  const answer = await app.request(`DELETE /books/${book.id}`)
  expect([answer.status, answer.text]).toEqual([204, ''])
  expect(answer.headers.get('content-length')).toBeNull()
  expect(await app.request(`DELETE /books/${book.id}`)).toBeRefused(404, 'not_found')
  expect(await app.request(`GET /books/${book.id}`)).toBeRefused(404, 'not_found')
})

test('of many at the same time succeeds once', async () => {
  const book = await app.db.insert(Book, { title: 'x', shelf: (await shelfOf(ada.id)).id })
  const answers = await Promise.all(Array.from({ length: 10 }, () => app.request(`DELETE /books/${book.id}`)))
  expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 9 }, () => 404)])
})

describe('what other rows refer to', () => {
  test('stays, and says so', async () => {
    const shelf = await shelfOf(ada.id)
    await app.db.insert(Book, { title: 'x', shelf: shelf.id })
    const answer = await app.request(`DELETE /shelves/${shelf.id}`, { as: ada })
    expect(answer).toBeRefused(409, 'still_referenced')
    expect(await app.db.get(Shelf, shelf.id)).toBeDefined()
  })

  test('goes with its parts, and is forgotten where it was a choice', async () => {
    const lender = await app.db.insert(User, { name: 'Lender' })
    const book = await app.db.insert(Book, {
      title: 'x',
      shelf: (await shelfOf(ada.id)).id,
      lender: lender.id,
    })
    const page = await app.db.insert(Page, { book: book.id, text: 'x' })
    const admin = { id: ada.id, roles: ['admin'] }
    expect((await app.request(`DELETE /users/${lender.id}`, { as: admin })).status).toBe(204)
    expect(await app.db.get(Book, book.id)).toMatchObject({ lender: null })
    expect((await app.request(`DELETE /books/${book.id}`)).status).toBe(204)
    expect(await app.db.get(Page, page.id)).toBeUndefined()
  })
})

describe('of the row of another', () => {
  test('is 404 for who may not see it, 403 for who may, 401 for nobody', async () => {
    const shelf = await shelfOf(ada.id)
    const remove = (as?: { id: string; roles?: string[] }) =>
      app.request(`DELETE /shelves/${shelf.id}`, as ? { as } : {})
    expect(await remove(bob)).toBeRefused(404, 'not_found')
    expect(await remove({ id: bob.id, roles: ['staff'] })).toBeRefused(403, 'forbidden')
    expect(await remove()).toBeRefused(401, 'unauthenticated')
    expect(await app.db.get(Shelf, shelf.id)).toBeDefined()
    expect((await remove(ada)).status).toBe(204)
  })
})

test.each([
  'nope',
  '1',
  '%00',
  '%2e%2e',
  '%27%20OR%20true--',
  '0195f3a0-1111-7000-8000-000000000001',
])('of %s is 404', async (id) => {
  expect(await app.request(`DELETE /books/${id}`)).toBeRefused(404)
})

test('does not read what is sent along', async () => {
  const book = await app.db.insert(Book, { title: 'x', shelf: (await shelfOf(ada.id)).id })
  const answer = await app.request(`DELETE /books/${book.id}`, {
    body: '{"unfinished',
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(204)
})
