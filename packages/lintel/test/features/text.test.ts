/** Text of any characters, wherever text may stand: it comes back as it went, and is never read as something else. */
import fc from 'fast-check'
import { anyone, application, entity, policy, resource, t, where } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const marks = [
  "it's",
  'a"b',
  'c\\d',
  'e,f',
  '{}',
  'ü',
  'g\nh',
  '$1',
  "'; --",
  '',
  ' ',
  'null',
  '</script>',
  '\u2028',
] as const
const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`f${index}`, t.text().optional()]))
const Author = entity('author', {
  name: t.text(),
  books: t.many(() => Book, 'author'),
  notes: t.json().optional(),
})
const Book = entity(
  'book',
  {
    title: t.text(),
    blurb: t.text().optional(),
    mark: t.enum(...marks).default("it's"),
    author: t.ref(() => Author),
    tags: t.manyToMany(() => Tag),
  },
  { search: ['title'] },
)
const Tag = entity('tag', { label: t.text().default(`a default's "quotes" \\ and \n lines`) })
const Wide = entity('wide', { ...many, parent: t.ref(() => Author).optional() })
const Ruled = entity('ruled', { word: t.text() })
const app = await testApplication(
  application(`it's a "name" \\ $1`, {
    description: `'"\\`,
    parts: [
      [
        resource(Author, {
          read: anyone,
          create: anyone,
          include: ['books.tags'],
          filter: ['name', 'books.title'],
        }),
        resource(Book, {
          read: anyone,
          create: anyone,
          update: anyone,
          bulk: true,
          include: ['author', 'tags'],
          filter: ['title', 'mark', 'author.name'],
          sort: ['title'],
          search: true,
        }),
        resource(Tag, { read: anyone, create: anyone }),
        resource(Wide, { read: anyone, create: anyone, include: ['parent'] }),
        policy(Ruled, { read: anyone }),
        ...marks.map((mark, index) =>
          resource(Ruled, {
            path: `/ruled-${index}`,
            read: where('word', 'eq', mark),
            create: where('word', 'prefix', mark),
          }),
        ),
      ],
    ],
  }),
)
afterAll(() => app.stop())

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).filter((each) => !each.includes('\0')),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      "'",
      '\\',
      '{',
      '}',
      '[',
      ',',
      ':',
      '$',
      '%',
      '_',
      '\n',
      '\t',
      '\b',
      '\u0001',
      '\u007f',
      '\u2028',
      '\u202e',
      '\ufeff',
      '\ufffd',
      '😀',
      'n',
      '/',
    ),
    maxLength: 20,
  }),
)
/** Members of this one name are refused, which is tried with bad JSON. */
const memberName = (name: string) => (name === '__proto__' ? 'proto' : name)
const one = async (route: string, body?: object) => {
  const answer = await app.request(route, { body })
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body.data
}

describe('any text', () => {
  test('comes back as it went, alone, in lists, included and nested', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (name, title) => {
        const notes = { [memberName(title)]: [name, { [memberName(name)]: title }] }
        const author = await one('POST /authors', { name, notes })
        expect(author).toMatchObject({ name, notes })
        const tag = await one('POST /tags', { label: name })
        const book = await one('POST /books', { title, blurb: name, author: author.id, tags: [tag.id] })
        expect(book).toMatchObject({ title, blurb: name })
        const read = await one(`GET /books/${book.id}?include=author,tags`)
        expect([read.title, read.blurb, read.author.name, read.author.notes, read.tags[0].label]).toEqual([
          title,
          name,
          name,
          notes,
          name,
        ])
        const nested = await one(`GET /authors/${author.id}?include=books.tags`)
        expect(nested.books[0].tags[0].label).toBe(name)
        expect((await one(`PATCH /books/${book.id}`, { blurb: title })).blurb).toBe(title)
        const [bulk] = await one('POST /books/bulk', { items: [{ title, author: author.id }] })
        expect(bulk.title).toBe(title)
        expect(
          (await app.db.get(Author, author.id, { include: ['books'] }))?.books.map((each) => each.title),
        ).toEqual([title, title])
      }),
      { numRuns: 25 },
    )
  }, 30_000)

  test('is found by itself, and is a place to go on from', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (title) => {
        const author = await one('POST /authors', { name: title })
        for (let count = 0; count < 2; count++) await one('POST /books', { title, author: author.id })
        const query = `title=${encodeURIComponent(title)}&author.name=${encodeURIComponent(title)}`
        expect((await one(`GET /books?${query}`)).length).toBeGreaterThanOrEqual(2)
        expect(
          (await one(`GET /books?title[prefix]=${encodeURIComponent(title)}&limit=100`)).length,
        ).toBeGreaterThanOrEqual(2)
        const first = await app.request(`GET /books?sort=title&limit=1&${query}`)
        const second = await app.request(
          `GET /books?sort=title&limit=1&${query}&after=${first.body.meta.next}`,
        )
        expect(second.body.data[0].title).toBe(title)
        expect(second.body.data[0].id).not.toBe(first.body.data[0].id)
      }),
      { numRuns: 15 },
    )
  }, 30_000)
})

describe('text of the specification', () => {
  test('as a default is stored as it is written', async () => {
    expect((await one('POST /tags', {})).label).toBe(`a default's "quotes" \\ and \n lines`)
  })

  test('as a word of an enum is stored, shown and found', async () => {
    const author = await one('POST /authors', { name: 'x' })
    for (const mark of marks) {
      const book = await one('POST /books', { title: 'marked', author: author.id, mark })
      expect(book.mark).toBe(mark)
      expect((await one(`GET /books?limit=1&mark=${encodeURIComponent(mark)}`))[0].mark).toBe(mark)
    }
    const refused = await app.request('POST /books', {
      body: { title: 'x', author: author.id, mark: `it''s` },
    })
    expect(refused).toBeRefused(422, 'invalid')
  })

  test('in a rule is compared as it is', async () => {
    for (const [index, mark] of marks.entries()) {
      expect((await one(`POST /ruled-${index}`, { word: mark })).word).toBe(mark)
      const words = (await one(`GET /ruled-${index}`)).map(({ word }: { word: string }) => word)
      expect(new Set(words)).toEqual(new Set([mark]))
      if (mark !== '')
        expect(await app.request(`POST /ruled-${index}`, { body: { word: `-${mark}` } })).toBeRefused(403)
    }
  })

  test('in the name of the application is harmless', async () => {
    const answer = await app.request('GET /openapi.json')
    expect(answer.body.info).toMatchObject({ title: expect.stringContaining(`it's a "name" \\ $1`) })
  })
})

test('a row of more fields than a function of SQL takes is whole', async () => {
  const author = await one('POST /authors', { name: 'x' })
  const body = {
    ...Object.fromEntries(
      Array.from({ length: 120 }, (_, index) => [`f${index}`, index % 3 ? `"${index}'` : null]),
    ),
    parent: author.id,
  }
  const row = await one('POST /wides', body)
  expect(row).toMatchObject(body)
  expect(await one(`GET /wides/${row.id}?include=parent`)).toMatchObject({ ...body, parent: { name: 'x' } })
  expect(await one('GET /wides')).toEqual([row])
})
