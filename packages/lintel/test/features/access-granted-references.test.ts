/** An operation refers to rows that its caller does not see where it may read them by a grant, and only there. */
import { application, entity, grant, identity, operation, owner, policy, signedIn, t } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

const User = entity('user', { name: t.string() })
const Book = entity('book', { owner: t.ref(() => User).immutable(), lentTo: t.ref(() => User).optional() })
const lending = {
  summary: 'Lend a book',
  allow: signedIn,
  params: { book: t.ref(() => Book) },
  input: { to: t.uuid() },
  output: { lent: t.boolean() },
} as const

let app: TestApplication
let ann: { id: string }
let bob: { id: string }

beforeAll(async () => {
  app = await testApplication(
    application('library', {
      parts: [
        {
          accounts: identity(User),
          users: policy(User, { read: owner('id') }),
          books: policy(Book, { read: owner('owner'), update: owner('owner') }),
          lend: operation('POST /books/{book}/lend', {
            ...lending,
            grants: [grant(User, 'read')],
            run: async ({ params, input, db }) => ({
              lent: (await db.update(Book, params.book, { lentTo: input.to })) !== undefined,
            }),
          }),
          push: operation('POST /books/{book}/push', {
            ...lending,
            run: async ({ params, input, db }) => ({
              lent: (await db.update(Book, params.book, { lentTo: input.to })) !== undefined,
            }),
          }),
        },
      ],
    }),
  )
  ann = await app.db.insert(User, { name: 'Ann' })
  bob = await app.db.insert(User, { name: 'Bob' })
})
afterAll(() => app?.stop())

test('with the grant the reference is set, without it it is not', async () => {
  const book = await app.db.insert(Book, { owner: ann.id })
  const send = async (name: string) =>
    (await app.request(`POST /books/${book.id}/${name}`, { as: ann, body: { to: bob.id } })).body.data.lent
  expect(await send('push')).toBe(false)
  expect(await app.db.get(Book, book.id)).toMatchObject({ lentTo: null })
  expect(await send('lend')).toBe(true)
  expect(await app.db.get(Book, book.id)).toMatchObject({ lentTo: bob.id })
})

test('the rule of the row holds all the same', async () => {
  const book = await app.db.insert(Book, { owner: ann.id })
  const request = { as: bob, body: { to: bob.id } }
  expect((await app.request(`POST /books/${book.id}/lend`, request)).body.data).toEqual({ lent: false })
  expect(await app.db.get(Book, book.id)).toMatchObject({ lentTo: null })
})
