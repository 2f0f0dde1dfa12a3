/** Filters of a list: each operator on each kind, along relations, and what is no filter. */
import fc from 'fast-check'
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Author = entity('author', { name: t.string(), country: t.string().optional() })
const Book = entity('book', {
  title: t.string(),
  author: t.ref(() => Author).optional(),
  pages: t.integer().optional(),
  price: t.decimal(12, 2),
  readers: t.bigint().default('0'),
  published: t.date().optional(),
  soldAt: t.timestamp().optional(),
  kind: t.enum('novel', 'poem').default('novel'),
  inPrint: t.boolean().default(true),
  isbn: t.slug(),
  contact: t.email().optional(),
  site: t.url().optional(),
  code: t.uuid().optional(),
})
const filters = [
  'title',
  'author',
  'pages',
  'price',
  'readers',
  'published',
  'soldAt',
  'kind',
  'inPrint',
  'isbn',
  'contact',
  'site',
  'code',
  'id',
  'createdAt',
  'author.name',
  'author.country',
] as const

const app = await testApplication(
  application('library', {
    parts: [
      [resource(Author, { read: anyone }), resource(Book, { read: anyone, filter: filters, sort: ['isbn'] })],
    ],
  }),
)
afterAll(() => app.stop())

const code = '0195f3a0-1111-7000-8000-00000000abcd'
const ursula = await app.db.insert(Author, { name: 'Ursula', country: 'US' })
const anna = await app.db.insert(Author, { name: 'Anna' })
const odd = `50%_of\\'"; DROP TABLE books; --`
await app.db.insertMany(Book, [
  {
    title: 'Wizard',
    author: ursula.id,
    pages: 200,
    price: '10.00',
    isbn: 'a',
    published: '1968-11-01',
    code,
  },
  { title: 'Tombs', author: ursula.id, pages: 150, price: '9.99', isbn: 'b', readers: '9223372036854775807' },
  { title: 'Requiem', author: anna.id, price: '10.10', isbn: 'c', kind: 'poem', inPrint: false },
  { title: odd, price: '-1.00', isbn: 'd', soldAt: '2024-02-29T12:00:00.123Z', contact: 'a+b@example.com' },
])

const ask = (query: string) => app.request(`GET /books?sort=isbn&${query}`)
const found = async (query: string) => {
  const answer = await ask(query)
  expect(answer.text, query).toContain('"data"')
  return answer.body.data.map((book: { isbn: string }) => book.isbn).join('')
}
const encoded = encodeURIComponent

describe('a filter finds', () => {
  test.each([
    ['title=Wizard', 'a'],
    ['title[ne]=Wizard', 'bcd'],
    ['title[prefix]=W', 'a'],
    ['title[prefix]=w', ''],
    ['title[in]=Wizard,Tombs', 'ab'],
    ['title[in]=Wizard&title[in]=Tombs', 'ab'],
    [`title=${encoded(odd)}`, 'd'],
    [`title[prefix]=${encoded('50%_')}`, 'd'],
    [`title[prefix]=${encoded('%')}`, ''],
    [`title[prefix]=${encoded('_')}`, ''],
    ['pages=200', 'a'],
    ['pages[ne]=200', 'bcd'],
    ['pages[null]=true', 'cd'],
    ['pages[null]=false', 'ab'],
    ['pages[lt]=200', 'b'],
    ['pages[lte]=200', 'ab'],
    ['pages[gt]=150&pages[lte]=200', 'a'],
    ['price[gte]=10', 'ac'],
    ['price=10', 'a'],
    ['price[lt]=0', 'd'],
    ['price[in]=9.99,10.10', 'bc'],
    ['readers=9223372036854775807', 'b'],
    ['published=1968-11-01', 'a'],
    ['published[lt]=1968-11-02', 'a'],
    ['soldAt=2024-02-29T12:00:00.123Z', 'd'],
    [`soldAt=${encoded('2024-02-29T14:00:00.123+02:00')}`, 'd'],
    ['soldAt[gt]=2024-02-29T12:00:00.122Z', 'd'],
    ['kind=poem', 'c'],
    ['kind[in]=poem,novel', 'abcd'],
    ['inPrint=false', 'c'],
    ['inPrint[ne]=false', 'abd'],
    [`contact=${encoded('a+b@example.com')}`, 'd'],
    [`code=${code}`, 'a'],
    [`code=${code.toUpperCase()}`, 'a'],
    [`author=${ursula.id}`, 'ab'],
    [`author[in]=${ursula.id},${anna.id}`, 'abc'],
    ['author[null]=true', 'd'],
    ['author.name=Ursula', 'ab'],
    ['author.name[in]=Ursula,Anna&kind=poem', 'c'],
    ['author.country[null]=true', 'c'],
    ['author.country[ne]=US', 'c'],
    ['createdAt[gt]=2000-01-01T00:00:00Z', 'abcd'],
    ['title=', ''],
    ['', 'abcd'],
  ])('%s → %s', async (query, isbns) => {
    expect(await found(query)).toBe(isbns)
  })
})

describe('what is no filter is refused, and named', () => {
  test.each([
    ['nope=1', 'query/nope'],
    ['title[like]=x', 'query/title[like]'],
    ['title[]=x', 'query/title[]'],
    ['title[ne][ne]=x', 'query/title[ne][ne]'],
    ['title[lt]=x', 'query/title[lt]'],
    ['kind[gt]=novel', 'query/kind[gt]'],
    ['inPrint[prefix]=t', 'query/inPrint[prefix]'],
    ['price[null]=true', 'query/price[null]'],
    ['pages=two', 'query/pages'],
    ['pages=2147483648', 'query/pages'],
    ['pages=1e3', 'query/pages'],
    ['pages=1.0', 'query/pages'],
    ['pages= 1', 'query/pages'],
    ['pages=', 'query/pages'],
    ['pages[in]=1,,2', 'query/pages[in]'],
    ['pages=1&pages=2', 'query/pages'],
    ['pages[null]=maybe', 'query/pages[null]'],
    ['price=NaN', 'query/price'],
    ['price=Infinity', 'query/price'],
    ['price=1e400', 'query/price'],
    ['readers=9223372036854775808', 'query/readers'],
    ['published=2023-02-29', 'query/published'],
    ['published=infinity', 'query/published'],
    ['published=0000-01-01', 'query/published'],
    ['soldAt=2024-01-01', 'query/soldAt'],
    ['soldAt=now', 'query/soldAt'],
    ['soldAt=2024-01-01T25:00:00Z', 'query/soldAt'],
    ['kind=essay', 'query/kind'],
    ['inPrint=1', 'query/inPrint'],
    ['code=x', 'query/code'],
    ['id=x', 'query/id'],
    // A number is an id of some entities, but not of this one.
    ['author=5', 'query/author'],
    ['author[in]=5', 'query/author[in]'],
    ['author.pages=5', 'query/author.pages'],
    ['author.id=5', 'query/author.id'],
    ['title.length=5', 'query/title.length'],
  ])('%s', async (query, pointer) => {
    const answer = await ask(query.replaceAll(' ', '%20'))
    expect(answer).toBeRefused(400, 'query_invalid')
    expect(answer).toPointAt(pointer)
  })

  test('also when it is a name that every object has', async () => {
    const names = [
      'constructor',
      'toString',
      'valueOf',
      'hasOwnProperty',
      '__defineGetter__',
      '__lookupSetter__',
    ]
    for (const name of names) {
      for (const key of [name, `${name}[ne]`, `author.${name}`, `${name}.${name}`]) {
        const answer = await ask(`${key}=title`)
        expect(answer, key).toBeRefused(400, 'query_invalid')
        expect(answer, key).toPointAt(`query/${key}`)
      }
    }
    expect(await ask('__proto__=1')).toBeRefused(400, 'query_forbidden_name')
  })

  test('every error at once', async () => {
    const answer = await ask('nope=1&pages=x&limit=0&sort=nope&fields=nope&include=nope&count=1')
    expect(answer).toBeRefused(400)
    expect(answer).toPointAt(
      'query/nope',
      'query/pages',
      'query/limit',
      'query/sort',
      'query/fields',
      'query/include',
      'query/count',
    )
  })

  test('more values than a list may have', async () => {
    const values = (count: number) =>
      `pages[in]=${Array.from({ length: count }, (_, index) => index).join(',')}`
    expect((await ask(values(100))).status).toBe(200)
    expect(await ask(values(101))).toBeRefused(400, 'query_invalid')
  })
})

describe('a value is a value, never a part of the statement', () => {
  const nasty = [
    `'`,
    `''`,
    `"`,
    `\\`,
    `\\'`,
    `$1`,
    `$$`,
    `%s`,
    `;`,
    `--`,
    `/*`,
    `{a,b}`,
    `{"a"}`,
    `}`,
    `NULL`,
    `null`,
    `\u202e`,
    '\u{1F600}',
    `'; DROP TABLE books; --`,
    `' OR '1'='1`,
    `\\x00`,
    '\t\r\n',
  ]

  test('in every text filter and operator', async () => {
    for (const text of nasty) {
      for (const key of [
        'title',
        'title[ne]',
        'title[prefix]',
        'title[in]',
        'isbn',
        'contact',
        'site',
        'author.name',
      ]) {
        const answer = await ask(`${key}=${encoded(text)}`)
        expect(answer.status, `${key}=${text}`).toBe(200)
        expect(answer.body.data, `${key}=${text}`).toHaveLength(key === 'title[ne]' ? 4 : 0)
      }
    }
  })

  test('and in every other filter it is refused', async () => {
    for (const text of nasty) {
      for (const key of [
        'pages',
        'price',
        'readers',
        'published',
        'soldAt',
        'kind',
        'inPrint',
        'code',
        'author',
        'id',
      ]) {
        expect(await ask(`${key}=${encoded(text)}`), `${key}=${text}`).toBeRefused(400, 'query_invalid')
        expect(await ask(`${key}[in]=${encoded(text)}`), `${key}[in]=${text}`).toBeRefused(
          400,
          'query_invalid',
        )
      }
    }
    expect(await app.db.count(Book)).toBe(4)
  })

  test('as a name it is refused', async () => {
    for (const text of nasty) {
      for (const query of [`${encoded(text)}=1`, `title[${encoded(text)}]=1`, `sort=${encoded(text)}`]) {
        expect(await app.request(`GET /books?${query}`), query).toBeRefused(400, 'query_invalid')
      }
      for (const key of ['fields', 'include', 'limit', 'count']) {
        expect(await ask(`${key}=${encoded(text)}`), key).toBeRefused(400, 'query_invalid')
      }
      for (const key of ['after', 'before']) {
        expect(await ask(`${key}=${encoded(text)}`), key).toBeRefused(400, 'cursor_invalid')
      }
    }
  })

  test.each([
    ['NUL', 'title=%00', 'query_text_invalid'],
    ['half a character', 'title=%C3', 'query_malformed'],
    ['a lone surrogate', 'title=%ED%A0%80', 'query_malformed'],
    ['an overlong encoding', 'title=%C0%AF', 'query_malformed'],
    ['a broken escape', 'title=%zz', 'query_malformed'],
  ])('%s is refused', async (_what, query, code) => {
    expect(await ask(query)).toBeRefused(400, code)
  })
})

test('any two filters give what the same conditions give in memory', async () => {
  const rows = await app.db.find(Book)
  const value = { pages: [0, 150, 200, 201], price: ['-1', '9.99', '10', '10.10'] } as const
  const condition = fc.oneof(
    ...(['pages', 'price'] as const).map((field) =>
      fc.record({
        field: fc.constant(field),
        operator: fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'),
        value: fc.constantFrom<string | number>(...value[field]),
      }),
    ),
  )
  const holds = (left: number | null, operator: string, right: number) => {
    if (operator === 'ne') return left !== right
    if (left === null) return false
    return { eq: left === right, lt: left < right, lte: left <= right, gt: left > right, gte: left >= right }[
      operator
    ]
  }
  const differ = (a: { field: string; operator: string }, b: { field: string; operator: string }) =>
    a.field !== b.field || a.operator !== b.operator
  const both = fc.tuple(condition, condition).filter(([first, second]) => differ(first, second))
  await fc.assert(
    fc.asyncProperty(both, async (conditions) => {
      const query = conditions.map(({ field, operator, value }) =>
        operator === 'eq' ? `${field}=${value}` : `${field}[${operator}]=${value}`,
      )
      const wanted = rows.filter((row) =>
        conditions.every(({ field, operator, value }) => {
          const left = row[field] === null ? null : Number(row[field])
          return holds(left, operator, Number(value))
        }),
      )
      expect(await found(query.join('&'))).toBe(
        wanted
          .map(({ isbn }) => isbn)
          .sort()
          .join(''),
      )
    }),
    { numRuns: 40 },
  )
})
