import { anyone, application, entity, type Row, resource, SpecificationError, t } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'

const Author = entity(
  'author',
  {
    id: t.integerId().columnType('serial'),
    name: t.text({ max: 20 }).columnType('varchar(20)').column('fullName'),
    country: t.text({ max: 2 }).optional().columnType('char(2)'),
    books: t.many(() => Book, 'author'),
  },
  { table: 'Authors', timestamps: false },
)

const Book = entity(
  'book',
  {
    id: t.integerId().columnType('integer'),
    title: t.text({ max: Number.POSITIVE_INFINITY }),
    author: t.ref(() => Author).column('writtenBy'),
    state: t.enum('draft', 'out').default('draft').columnType('Book State'),
    copies: t.integer({ min: -32_768, max: 32_767 }).columnType('smallint'),
    facts: t.json().optional().columnType('json'),
    shops: t.manyToMany(() => Shop, { table: 'sold', here: 'B', there: 'S' }),
    createdAt: t.createdAt().column('created').columnType('timestamp(6)'),
    updatedAt: t.updatedAt().column('modified').columnType('timestamp'),
    deletedAt: t.deletedAt().column('gone').columnType('timestamp(0)'),
  },
  { softDelete: true, unique: [['author', 'title']] },
)

const Shop = entity('shop', { name: t.string(), owners: t.manyToMany(() => Author) }, { timestamps: false })

const everybody = { read: anyone, create: anyone, update: anyone, delete: anyone } as const
const authors = resource(Author, { ...everybody, include: ['books'] })
const books = resource(Book, {
  ...everybody,
  include: ['author', 'shops'],
  filter: ['state', 'createdAt', 'author.name'],
  sort: ['createdAt', 'state'],
  bulk: true,
})
const shops = resource(Shop, { ...everybody, include: ['owners'] })

let app: TestApplication
let author: number
beforeAll(async () => {
  app = await testApplication(application('library', { parts: [{ authors, books, shops }] }))
  author = (await ask('/authors', 'POST', { name: 'Eliot', country: 'GB' })).body.data.id
}, 60_000)
afterAll(() => app?.stop())

async function ask(path: string, method = 'GET', body?: unknown) {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const response = await fetch(`${app.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

test('rows are written and read under names and in types of the columns', async () => {
  const shop = (await ask('/shops', 'POST', { name: 'Corner' })).body.data
  expect(Object.keys(shop)).toEqual(['id', 'name'])
  const sent = { title: 'x'.repeat(20_000), author, copies: 7, facts: { a: 1 }, shops: [shop.id] }
  const { status, body } = await ask('/books', 'POST', sent)
  expect(status).toBe(201)
  expect(body.data).toMatchObject({ state: 'draft', copies: 7, facts: { a: 1 }, author })
  expect(body.data.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/)
  const read = await ask(`/books/${body.data.id}?include=author,shops`)
  expect(read.body.data).toMatchObject({ author: { name: 'Eliot', country: 'GB' }, shops: [shop] })
  expect((await ask(`/authors/${author}?include=books`)).body.data.books).toMatchObject([{ copies: 7 }])
})

test('many rows at once, filters, and pages by a moment without a zone', async () => {
  const rows = Array.from({ length: 5 }, (_, at) => ({
    title: `Part ${at}`,
    author,
    copies: at,
    state: 'out',
  }))
  expect((await ask('/books/bulk', 'POST', { items: rows })).status).toBe(201)
  const filter = `state=out&author.name=Eliot&createdAt[gte]=2020-01-01T00:00:00Z`
  const seen: number[] = []
  for (let after = ''; ; ) {
    const { body } = await ask(
      `/books?${filter}&sort=createdAt&limit=2${after === '' ? '' : `&after=${after}`}`,
    )
    seen.push(...body.data.map(({ copies }: { copies: number }) => copies))
    after = body.meta.next ?? ''
    if (after === '') break
  }
  expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4])
  // Without the zone the moment would be another one where callers are not at Greenwich.
  expect((await ask(`/books?${filter}&createdAt[lt]=2020-01-01T01:00:00%2B02:00`)).body.data).toEqual([])
  const sparse = await ask(`/books?fields=title&sort=state&limit=1`)
  expect((await ask(`/books?fields=title&sort=state&limit=1&after=${sparse.body.meta.next}`)).status).toBe(
    200,
  )
})

test('the moment of a change moves, that of a deletion hides, and unique means among living rows', async () => {
  const book = (await ask('/books', 'POST', { title: 'Unique', author, copies: 1 })).body.data
  const taken = await ask('/books', 'POST', { title: 'Unique', author, copies: 1 })
  expect(taken.body.error).toMatchObject({ code: 'conflict' })
  const changed = (await ask(`/books/${book.id}`, 'PATCH', { copies: 2 })).body.data
  expect(changed.updatedAt > book.updatedAt).toBe(true)
  expect(changed.createdAt).toBe(book.createdAt)
  expect(changed).not.toHaveProperty('deletedAt')
  expect((await ask(`/books/${book.id}`, 'DELETE')).status).toBe(204)
  expect((await ask(`/books/${book.id}`)).status).toBe(404)
  expect((await ask('/books', 'POST', { title: 'Unique', author, copies: 1 })).status).toBe(201)
})

test('an entity without timestamps is changed, and changed in its links alone', async () => {
  const renamed = await ask(`/authors/${author}`, 'PATCH', { name: 'George Eliot' })
  expect(renamed.body.data).toEqual({ id: author, name: 'George Eliot', country: 'GB' })
  expect((await ask(`/authors/${author}`, 'PATCH', { name: 'x'.repeat(21) })).status).toBe(422)
  const shop = (await ask('/shops', 'POST', { name: 'Linked' })).body.data
  expect((await ask(`/shops/${shop.id}`, 'PATCH', { owners: [author] })).status).toBe(200)
  expect((await ask(`/shops/${shop.id}?include=owners`)).body.data.owners).toMatchObject([{ id: author }])
})

test('types of rows know which timestamps there are', () => {
  expectTypeOf<Row<typeof Author>>().not.toHaveProperty('createdAt')
  expectTypeOf<Row<typeof Author>['name']>().toEqualTypeOf<string>()
  expectTypeOf<Row<typeof Book>['createdAt']>().toEqualTypeOf<string>()
  const Plain = entity('plain', { name: t.string() })
  expectTypeOf<Row<typeof Plain>['updatedAt']>().toEqualTypeOf<string>()
})

describe('what cannot be stored so is refused', () => {
  const Target = entity('target', {})
  test.each([
    ['a text in a number', () => entity('thing', { a: t.text().columnType('integer') }), '"integer"'],
    [
      'a type that has no such form',
      () => entity('thing', { a: t.text().columnType('varchar(0)') }),
      'varchar(0)',
    ],
    [
      'a UUID in a number',
      () => entity('thing', { a: t.ref(() => Target).columnType('bigint') }),
      'does not hold',
    ],
    ['an id elsewhere', () => entity('thing', { id: t.integerId().column('key') }), 'is called "id"'],
    ['a name without letters', () => entity('thing', { a: t.text().column('') }), '1 to 63 bytes'],
    ['a moment by another name', () => entity('thing', { made: t.createdAt() }), 'createdAt: t.createdAt()'],
    ['a timestamp of its own', () => entity('thing', { createdAt: t.timestamp() }), 'reserved name'],
    ['a deletion that is none', () => entity('thing', { deletedAt: t.deletedAt() }), 'softDelete: true'],
    [
      'an enum type with other values',
      () =>
        entity('thing', {
          a: t.enum('x', 'y').columnType('letter'),
          b: t.enum('x').columnType('letter'),
        }),
      'different values',
    ],
  ])('%s', (_, make, text) => {
    const build = () => application('refused', { parts: [{ Thing: make() }] })
    expect(build).toThrow(SpecificationError)
    expect(build).toThrow(text)
  })
})
