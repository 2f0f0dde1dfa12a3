/** Cursors: a walk in either direction meets every row once, whatever the order, its ties and its gaps. */
import fc from 'fast-check'
import { anyone, application, entity, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Row = entity('row', {
  text: t.string(),
  maybeText: t.string().optional(),
  number: t.integer(),
  maybeNumber: t.integer().optional(),
  price: t.decimal(30, 4),
  big: t.bigint().optional(),
  day: t.date().optional(),
  moment: t.timestamp(),
  flag: t.boolean(),
  kind: t.enum('x', 'y').optional(),
})
const Long = entity('long', { text: t.text({ max: 2000 }) })
const sorts = [
  'text',
  'maybeText',
  'number',
  'maybeNumber',
  'price',
  'big',
  'day',
  'moment',
  'flag',
  'kind',
] as const

const app = await testApplication(
  application('pages', {
    parts: [
      [
        resource(Row, { read: anyone, sort: [...sorts, 'id'], filter: ['number'] }),
        resource(Long, { read: anyone, sort: ['text'] }),
      ],
    ],
  }),
)
afterAll(() => app.stop())

type Stored = Awaited<ReturnType<typeof app.db.find<typeof Row>>>[number]
type Value = string | number | boolean | null

const fill = async (rows: readonly object[]): Promise<readonly Stored[]> => {
  await app.db.deleteMany(Row, {})
  return app.db.insertMany(Row, rows as Parameters<typeof app.db.insertMany<typeof Row>>[1])
}

interface Page {
  readonly ids: readonly string[]
  readonly next: string | null
  readonly previous: string | null
}

const page = async (query: string): Promise<Page> => {
  const answer = await app.request(`GET /rows?fields=id&${query}`)
  expect(answer.status, answer.text).toBe(200)
  const { next, previous } = answer.body.meta
  return { ids: answer.body.data.map((row: { id: string }) => row.id), next, previous }
}

/** All pages one way, from the first or from the cursor. */
const walk = async (query: string, direction: 'after' | 'before', from: string | null): Promise<Page[]> => {
  const pages: Page[] = []
  let cursor = from
  for (let count = 0; count < 100; count++) {
    const each = await page(cursor === null ? query : `${query}&${direction}=${cursor}`)
    pages.push(each)
    cursor = direction === 'after' ? each.next : each.previous
    if (cursor === null) return pages
  }
  throw new Error('The walk has no end.')
}

const few = {
  text: fc.constantFrom('a', 'b', 'ab', '"', "'", ',', '\\', 'ä'),
  number: fc.integer({ min: -2, max: 2 }),
  price: fc.constantFrom('0.0000', '-1.5000', '9007199254740993.0001', '9007199254740993.0002'),
  big: fc.constantFrom('9007199254740993', '9007199254740992', '-9223372036854775808'),
  day: fc.constantFrom('0001-01-01', '2024-02-29', '9999-12-31'),
  moment: fc.constantFrom('2024-01-01T00:00:00Z', '2024-01-01T00:00:00.001Z', '1900-01-01T00:00:00Z'),
}
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 2 })
const randomRow = fc.record({
  text: few.text,
  maybeText: maybe(few.text),
  number: few.number,
  maybeNumber: maybe(few.number),
  price: few.price,
  big: maybe(few.big),
  day: maybe(few.day),
  moment: few.moment,
  flag: fc.boolean(),
  kind: maybe(fc.constantFrom('x', 'y')),
})
const randomSort = fc
  .uniqueArray(fc.record({ name: fc.constantFrom(...sorts), down: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ name }) => name,
  })
  .map((keys) => keys.map(({ name, down }) => `${down ? '-' : ''}${name}`))

/** PostgreSQL's order: NULL is the last value ascending and the first descending. */
const compare = (name: string, left: Value, right: Value): number => {
  if (left === right) return 0
  if (left === null) return 1
  if (right === null) return -1
  if (name === 'big') return BigInt(left as string) < BigInt(right as string) ? -1 : 1
  if (name === 'price') return scaled(left as string) < scaled(right as string) ? -1 : 1
  if (name === 'moment') return Date.parse(left as string) < Date.parse(right as string) ? -1 : 1
  return left < right ? -1 : 1
}
const scaled = (decimal: string) => BigInt(decimal.replace('.', ''))

// What the letters' own order is depends on the server's collation; equal texts are what matters here.
const comparable = (sort: readonly string[]) => sort.every((key) => !/text/i.test(key))

const inOrder = (rows: readonly Stored[], sort: readonly string[]) => {
  const last = sort.at(-1)?.startsWith('-') ? '-id' : 'id'
  return rows.toSorted((a, b) => {
    for (const key of [...sort, last]) {
      const name = key.replace('-', '') as keyof Stored
      const order = compare(name, a[name] as Value, b[name] as Value)
      if (order !== 0) return key.startsWith('-') ? -order : order
    }
    return 0
  })
}

describe('a walk', () => {
  test('meets every row once, in order, forwards and backwards', async () => {
    const data = fc.array(randomRow, { minLength: 0, maxLength: 14 })
    await fc.assert(
      fc.asyncProperty(data, randomSort, fc.integer({ min: 1, max: 5 }), async (rows, sort, limit) => {
        const stored = await fill(rows)
        const query = `sort=${sort}&limit=${limit}`
        const whole = await page(`sort=${sort}&limit=100`)
        if (comparable(sort)) expect(whole.ids).toEqual(inOrder(stored, sort).map(({ id }) => id))
        expect([...whole.ids].sort()).toEqual(stored.map(({ id }) => id).sort())
        const forwards = await walk(query, 'after', null)
        expect(forwards.flatMap(({ ids }) => ids)).toEqual(whole.ids)
        expect(forwards.every(({ ids }) => ids.length <= limit)).toBe(true)
        const last = forwards.at(-1)
        if (!last?.previous) return
        const backwards = await walk(query, 'before', last.previous)
        expect([...backwards].reverse().flatMap(({ ids }) => ids)).toEqual(
          whole.ids.slice(0, -last.ids.length),
        )
        expect(backwards.every(({ next }) => next !== null)).toBe(true)
      }),
      { numRuns: 45 },
    )
  }, 40_000)

  test('back from any page is the page before', async () => {
    await fill(
      Array.from({ length: 9 }, (_, number) => ({
        ...plain,
        number: number % 3,
        maybeNumber: number % 2 ? 1 : null,
      })),
    )
    for (const sort of ['maybeNumber,-number', '-maybeNumber', 'number', '-number,maybeNumber']) {
      const pages = await walk(`sort=${sort}&limit=2`, 'after', null)
      for (const [index, each] of pages.entries()) {
        if (index === 0) expect(each.previous).toBeNull()
        else
          expect((await page(`sort=${sort}&limit=2&before=${each.previous}`)).ids).toEqual(
            pages[index - 1]?.ids,
          )
      }
    }
  })

  test('neither repeats nor skips a row when others come and go meanwhile', async () => {
    const stored = await fill(Array.from({ length: 8 }, (_, number) => ({ ...plain, number: number * 10 })))
    const [first, second] = [await page('sort=number&limit=2'), stored[3]]
    await app.db.insertMany(Row, [
      { ...plain, number: 5 },
      { ...plain, number: 35 },
    ])
    await app.db.delete(Row, second?.id ?? '')
    // The row of the cursor itself goes, too: a cursor is a place, not a row.
    await app.db.delete(Row, first.ids[1] ?? '')
    const rest = await walk(`sort=number&limit=2`, 'after', first.next)
    const numbers = await Promise.all(rest.flatMap(({ ids }) => ids).map((id) => app.db.get(Row, id)))
    expect(numbers.map((row) => row?.number)).toEqual([20, 35, 40, 50, 60, 70])
  })

  test('goes the newest first unless asked otherwise', async () => {
    const stored = await fill(Array.from({ length: 3 }, () => plain))
    expect((await page('limit=2')).ids).toEqual(
      stored
        .map(({ id }) => id)
        .sort()
        .reverse()
        .slice(0, 2),
    )
  })

  test('counts only when asked, and counts what the filters leave', async () => {
    await fill(Array.from({ length: 5 }, (_, number) => ({ ...plain, number })))
    const count = async (query: string) => (await app.request(`GET /rows?${query}`)).body.meta.total
    expect(await count('limit=1')).toBeUndefined()
    expect(await count('limit=1&count=false')).toBeUndefined()
    expect(await count('limit=1&count=true')).toBe(5)
    const { next } = await page('limit=1')
    expect(await count(`limit=1&count=true&number[gte]=3&after=${next}`)).toBe(2)
  })

  test('of an empty list has one empty page', async () => {
    await fill([])
    expect(await page('limit=3')).toEqual({ ids: [], next: null, previous: null })
  })
})

const plain = { text: 'a', number: 1, price: '1.0000', moment: '2024-01-01T00:00:00Z', flag: true }

describe('a limit', () => {
  test.each([
    '0',
    '-1',
    '101',
    '1.5',
    '1e1',
    '',
    'ten',
    '9999999',
    ' 5',
    '0x5',
    '٣',
  ])('%j is refused', async (limit) => {
    const answer = await app.request(`GET /rows?limit=${encodeURIComponent(limit)}`)
    expect(answer).toBeRefused(400, 'query_invalid')
    expect(answer).toPointAt('query/limit')
  })
})

describe('a cursor', () => {
  const cursorOf = async (sort: string) => {
    await fill([plain, { ...plain, maybeNumber: 3 }, { ...plain, number: 2 }])
    return (await page(`sort=${sort}&limit=1`)).next ?? ''
  }
  const made = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')
  const id = '0195f3a0-1111-7000-8000-000000000001'

  test('of another order is refused', async () => {
    const cursor = await cursorOf('number')
    for (const sort of ['-number', 'number,text', 'text', 'price', 'maybeNumber', 'id', '-id']) {
      expect(await app.request(`GET /rows?sort=${sort}&after=${cursor}`), sort).toBeRefused(
        400,
        'cursor_invalid',
      )
    }
    expect(await app.request(`GET /rows?after=${cursor}`)).toBeRefused(400, 'cursor_invalid')
    expect(await app.request(`GET /longs?sort=text&after=${cursor}`)).toBeRefused(400, 'cursor_invalid')
  })

  test('that anybody changed is refused, or is a place like any other', async () => {
    const cursor = await cursorOf('number')
    for (let at = 0; at < cursor.length; at++) {
      for (const letter of ['A', '_', '9']) {
        const changed = cursor.slice(0, at) + letter + cursor.slice(at + 1)
        const answer = await app.request(`GET /rows?sort=number&after=${changed}`)
        if (answer.status !== 200) expect(answer, changed).toBeRefused(400, 'cursor_invalid')
      }
    }
  })

  test.each([
    ['nothing', ''],
    ['no base64url', 'a+/='],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['an object', made({ 0: 'number,id', 1: '1', 2: id, length: 3 })],
    ['no values', made(['number,id'])],
    ['too many values', made(['number,id', '1', id, '1'])],
    ['a value that is no number', made(['number,id', 'x', id])],
    ['a value that is a number, not its text', made(['number,id', 1, id])],
    ['an object for a value', made(['number,id', { toString: '1' }, id])],
    ['a list for a value', made(['number,id', ['1'], id])],
    ['null for the id', made(['number,id', '1', null])],
    ['a number beyond integers', made(['number,id', '2147483648', id])],
    ['an id that is none', made(['number,id', '1', "x' OR 1=1"])],
    ['NUL', made(['number,id', '1\0', id])],
    ['deep nesting', Buffer.from('['.repeat(2000)).toString('base64url')],
    ['more than a page of text', made(['number,id', '1', id, 'x'.repeat(5000)])],
    ['__proto__', Buffer.from('{"__proto__":["number,id"]}').toString('base64url')],
  ])('with %s is refused', async (_what, cursor) => {
    for (const direction of ['after', 'before']) {
      const answer = await app.request(`GET /rows?sort=number&${direction}=${encodeURIComponent(cursor)}`)
      expect(answer).toBeRefused(400, 'cursor_invalid')
      expect(answer).toPointAt(`query/${direction}`)
    }
  })

  test('with a text of any characters is a place', async () => {
    for (const text of ["'; DROP TABLE rows; --", '"', '\\', '\ud800', '𝒳', '%']) {
      const answer = await app.request(`GET /rows?sort=text&after=${made(['text,id', text, id])}`)
      expect(answer.status, text).toBe(200)
    }
    expect(await app.request(`GET /rows?sort=text&after=${made(['text,id', 'a\0', id])}`)).toBeRefused(
      400,
      'cursor_invalid',
    )
  })

  test('cannot go both ways, nor twice', async () => {
    const cursor = await cursorOf('number')
    expect(await app.request(`GET /rows?sort=number&after=${cursor}&before=${cursor}`)).toBeRefused(400)
    expect(await app.request(`GET /rows?sort=number&after=${cursor}&after=${cursor}`)).toBeRefused(400)
  })

  // A cursor carries the values of its keys: where those are long texts it is longer than a query may be. Whether the
  // specification refuses to sort by them, or cursors shorten them, is not decided.
  test.fails('after a long text is one that the next request takes', async () => {
    const texts = ['a', 'b', 'c'].map((letter) => ({ text: letter + '"ä€'.repeat(600) }))
    await app.db.insertMany(Long, texts)
    const first = await app.request('GET /longs?sort=text&limit=1')
    const second = await app.request(`GET /longs?sort=text&limit=1&after=${first.body.meta.next}`)
    expect(second.status, second.text.slice(0, 300)).toBe(200)
    expect(second.body.data[0].text[0]).toBe('b')
  })
})
