/** Full-text search: what finds a row, and what a searcher may write. */
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Note = entity(
  'note',
  { title: t.string(), body: t.text().optional(), pages: t.integer() },
  { search: ['title', 'body'] },
)
const Memo = entity('memo', { title: t.string() })
const app = await testApplication(
  application('notes', {
    parts: [
      [
        resource(Note, { read: anyone, search: true, sort: ['pages'], filter: ['pages'] }),
        resource(Memo, { read: anyone }),
      ],
    ],
  }),
)
afterAll(() => app.stop())
await app.db.insertMany(Note, [
  { title: 'Copper kettle', body: 'for tea', pages: 1 },
  { title: 'Iron kettle', pages: 2 },
  { title: 'Teapot', body: 'copper, with a lid', pages: 3 },
])

const search = (text: string, rest = '') =>
  app.request(`GET /notes?sort=pages&search=${encodeURIComponent(text)}${rest}`)
const found = async (text: string, rest = '') => {
  const answer = await search(text, rest)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data.map((note: { pages: number }) => note.pages).join('')
}

test.each([
  ['copper', '13'],
  ['COPPER', '13'],
  ['copper kettle', '1'],
  ['kettle -iron', '1'],
  ['tea or iron', '12'],
  ['"a lid"', '3'],
  ['nothing', ''],
])('%j finds %j', async (text, pages) => {
  expect(await found(text)).toBe(pages)
})

test('goes together with filters, pages and a count', async () => {
  expect(await found('copper', '&pages[gt]=1')).toBe('3')
  const first = await search('copper', '&limit=1&count=true')
  expect(first.body.meta.total).toBe(2)
  expect(await found('copper', `&limit=1&after=${first.body.meta.next}`)).toBe('3')
})

test('takes any text', async () => {
  const texts = [
    `'`,
    `''`,
    `"`,
    `"unfinished`,
    `\\`,
    `:*`,
    `a:*b`,
    `!`,
    `!!`,
    `&`,
    `|`,
    `<->`,
    `( (`,
    `$1`,
    `-`,
    `--`,
    `%`,
    `or`,
    `or or`,
    `<1000000>`,
    `;`,
    `'; DROP TABLE notes; --`,
    '😀',
    'x'.repeat(200),
  ]
  for (const text of texts) expect((await search(text)).status, text).toBe(200)
  expect(await app.db.count(Note)).toBe(3)
})

describe('is refused', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \t'],
    ['too long', 'x'.repeat(201)],
  ])('%s', async (_what, text) => {
    const answer = await search(text)
    expect(answer).toBeRefused(400, 'query_invalid')
    expect(answer).toPointAt('query/search')
  })

  test('with NUL', async () => {
    expect(await search('a\0b')).toBeRefused(400, 'query_text_invalid')
  })

  test('twice', async () => {
    expect(await search('a', '&search=b')).toBeRefused(400, 'query_invalid')
  })

  test('where it is not offered', async () => {
    expect(await app.request('GET /memos?search=x')).toBeRefused(400, 'query_invalid')
  })
})

test('a text that is longer than can be searched is refused, not a fault', async () => {
  // A tsvector takes a megabyte; the words must differ, or they would be one.
  const words = (count: number) =>
    Array.from({ length: count }, (_, index) => `w${index.toString(36)}`).join(' ')
  const Essay = entity('essay', { body: t.text({ max: 2_000_000 }) }, { search: ['body'] })
  const essays = await testApplication(
    application('essays', { parts: [[resource(Essay, { read: anyone, create: anyone, search: true })]] }),
    { environment: { MAX_BODY_BYTES: '3000000' } },
  )
  try {
    expect((await essays.request('POST /essays', { body: { body: words(1000) } })).status).toBe(201)
    expect(await essays.request('POST /essays', { body: { body: words(250_000) } })).toBeRefused(
      422,
      'value_out_of_range',
    )
    expect(await essays.db.count(Essay)).toBe(1)
  } finally {
    await essays.stop()
  }
})
