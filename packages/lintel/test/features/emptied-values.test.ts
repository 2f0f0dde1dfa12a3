/** Required fields of rows in which a newer release, which serves beside this one, has left their columns empty. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import '../matchers.ts'

const Shelf = entity('shelf', { id: t.integerId(), label: t.string() })
const Author = entity('author', { name: t.string() })
const Book = entity('book', {
  title: t.string(),
  pages: t.integer(),
  readers: t.bigint(),
  price: t.decimal(8, 2),
  code: t.uuid(),
  day: t.date(),
  soldAt: t.timestamp(),
  kind: t.enum('novel', 'poem'),
  mood: t.enum('so "so"', 'fine'),
  inPrint: t.boolean(),
  facts: t.json(),
  author: t.ref(() => Author),
  shelf: t.ref(() => Shelf),
})
const empty = {
  ...{ title: null, pages: null, readers: null, price: null, code: null, day: null, soldAt: null },
  ...{ kind: null, mood: null, inPrint: null, facts: null, author: null, shelf: null },
}

const app = await testApplication(
  application('library', {
    parts: [
      [
        resource(Book, {
          read: anyone,
          update: anyone,
          sort: ['pages', 'title'],
          include: ['author', 'shelf'],
        }),
        resource(Author, { read: anyone }),
        resource(Shelf, { read: anyone }),
      ],
    ],
  }),
)
const client = new Client({ connectionString: app.connectionString })
await client.connect()
afterAll(async () => {
  await client.end()
  await app.stop()
})

const author = (await app.db.insert(Author, { name: 'Ada' })).id
const shelf = (await app.db.insert(Shelf, { label: 'A' })).id
const full = {
  ...{ title: 'A "title"', pages: 3, readers: '4', price: '5.00', day: '2024-02-29', kind: 'poem' as const },
  ...{ code: '0195f3a0-1111-7000-8000-00000000abcd', soldAt: '2024-02-29T12:00:00.123Z', inPrint: false },
  ...{ mood: 'so "so"' as const, facts: { a: [null] }, author, shelf },
}
const [one, other] = await app.db.insertMany(Book, [full, { ...full, pages: 4 }] as never)

test('are read, listed and changed as null, and others as they are', async () => {
  const columns = Object.keys(empty).map((name) => `${name.replace(/[A-Z]/g, '_$&').toLowerCase()}`)
  const named = columns.map((name) => (name === 'author' || name === 'shelf' ? `${name}_id` : name))
  for (const name of named) await client.query(`ALTER TABLE books ALTER COLUMN "${name}" DROP NOT NULL`)
  const set = named.map((name) => `"${name}" = NULL`).join(', ')
  await client.query(`UPDATE books SET ${set} WHERE id = $1`, [one?.id])

  const read = await app.request(`GET /books/${one?.id}`)
  expect([read.status, read.body.data]).toMatchObject([200, empty])
  const included = await app.request(`GET /books/${one?.id}?include=author,shelf`)
  expect([included.status, included.body.data]).toMatchObject([200, empty])
  const moment = { soldAt: '2024-02-29T12:00:00.123+00:00' }
  expect((await app.request(`GET /books/${other?.id}`)).body.data).toMatchObject({
    ...full,
    pages: 4,
    ...moment,
  })
  const changed = await app.request(`PATCH /books/${one?.id}`, { body: { kind: 'novel' } })
  expect([changed.status, changed.body.data]).toMatchObject([200, { ...empty, kind: 'novel' }])
})

test('stand in front of descending lists, and their place is one to go on from', async () => {
  for (const key of ['pages', 'title']) {
    const first = await app.request(`GET /books?sort=-${key}&limit=1`)
    expect(first.body.data).toMatchObject([{ id: one?.id, [key]: null }])
    const second = await app.request(`GET /books?sort=-${key}&limit=1&after=${first.body.meta.next}`)
    expect(second.body.data).toMatchObject([{ id: other?.id }])
    const back = await app.request(`GET /books?sort=-${key}&limit=1&before=${second.body.meta.previous}`)
    expect(back.status).toBe(200)
  }
})
