/** Decimals, bigints, dates and timestamps: what was sent is what is stored, to the last digit. */
import fc from 'fast-check'
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const Value = entity('value', {
  money: t.decimal(12, 2).optional(),
  long: t.decimal(38, 10).optional(),
  share: t.decimal(4, 4).optional(),
  bounded: t.decimal(6, 2, { min: -1.5, max: 99.99 }).optional(),
  big: t.bigint().optional(),
  whole: t.integer().optional(),
  day: t.date().optional(),
  moment: t.timestamp().optional(),
})
const app = await testApplication(
  application('exact', {
    parts: [
      {
        values: resource(Value, {
          read: anyone,
          create: anyone,
          update: anyone,
          filter: ['money', 'long', 'big', 'day', 'moment'],
          sort: ['big', 'long'],
        }),
        echo: operation('POST /echo', {
          summary: 'Give it back',
          allow: anyone,
          input: { money: t.decimal(12, 2), big: t.bigint(), day: t.date(), moment: t.timestamp() },
          output: { money: t.decimal(12, 2), big: t.bigint(), day: t.date(), moment: t.timestamp() },
          run: ({ input }) => input,
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const stored = async (field: string, value: unknown) => {
  const answer = await app.request('POST /values', { body: { [field]: value } })
  expect(answer.status, `${field} ${value} ${answer.text}`).toBe(201)
  const read = await app.request(`GET /values/${answer.body.data.id}`)
  expect(read.body.data[field]).toBe(answer.body.data[field])
  return answer.body.data[field]
}
const refused = async (field: string, value: unknown) => {
  const answer = await app.request('POST /values', { body: { [field]: value } })
  expect(answer, `${field} ${value}`).toBeRefused(422)
  return answer
}

describe('a decimal', () => {
  test.each([
    ['money', '0', '0.00'],
    ['money', '0.1', '0.10'],
    ['money', '-0.01', '-0.01'],
    ['money', '9999999999.99', '9999999999.99'],
    ['money', '-0', '0.00'],
    ['long', '1234567890123456789012345678.0123456789', '1234567890123456789012345678.0123456789'],
    ['long', '9007199254740993', '9007199254740993.0000000000'],
    ['share', '0.9999', '0.9999'],
    ['bounded', '-1.5', '-1.50'],
    ['bounded', '99.99', '99.99'],
  ])('%s %s is %s', async (field, sent, wanted) => {
    expect(await stored(field, sent)).toBe(wanted)
  })

  test.each<[string, unknown]>([
    ['money', 1],
    ['money', '1.005'],
    ['money', '10000000000'],
    ['money', '1e2'],
    ['money', '+1'],
    ['money', '01'],
    ['money', '.5'],
    ['money', '5.'],
    ['money', ' 1'],
    ['money', '1,5'],
    ['money', 'NaN'],
    ['money', 'Infinity'],
    ['money', ''],
    ['money', '١'],
    ['long', '12345678901234567890123456789'],
    ['share', '1'],
    ['share', '0.99999'],
    ['bounded', '-1.51'],
    ['bounded', '100'],
  ])('%s %j is refused', async (field, sent) => {
    expect(await refused(field, sent)).toPointAt(`/${field}`)
  })

  test('of any digits is the same afterwards, and is found by them', async () => {
    const digits = (max: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: max }).map((each) => each.join(''))
    const number = fc
      .tuple(fc.boolean(), digits(28), digits(10))
      .map(
        ([negative, whole, fraction]) => `${negative ? '-' : ''}${BigInt(whole)}.${fraction.padEnd(10, '0')}`,
      )
    await fc.assert(
      fc.asyncProperty(number, async (text) => {
        const wanted = /^-0\.0*$/.test(text) ? text.slice(1) : text
        expect(await stored('long', text)).toBe(wanted)
        const found = await app.request(`GET /values?fields=long&long=${text}`)
        expect(found.body.data.every((row: { long: string }) => row.long === wanted)).toBe(true)
        expect(found.body.data.length).toBeGreaterThan(0)
      }),
      { numRuns: 15 },
    )
  })
})

describe('a bigint', () => {
  test.each([
    '0',
    '-1',
    '9007199254740993',
    '9223372036854775807',
    '-9223372036854775808',
  ])('%s stays', async (text) => {
    expect(await stored('big', text)).toBe(text)
  })

  test.each<[unknown]>([
    [1],
    ['9223372036854775808'],
    ['-9223372036854775809'],
    ['9999999999999999999'],
    ['99999999999999999999'],
    ['1.0'],
    ['1e3'],
    ['01'],
    ['+1'],
    [''],
    ['0x1'],
    ['1n'],
  ])('%j is refused', async (value) => {
    expect(await refused('big', value)).toPointAt('/big')
  })

  test('is in order, and cursors keep its digits', async () => {
    await app.db.deleteMany(Value, {})
    const all = ['-9223372036854775808', '9007199254740992', '9007199254740993', '9223372036854775807']
    await app.db.insertMany(
      Value,
      all.toReversed().map((big) => ({ big })),
    )
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await app.request(`GET /values?sort=big&limit=1&fields=big${cursor}`)
      seen.push(...page.body.data.map(({ big }: { big: string }) => big))
      cursor = page.body.meta.next ? `&after=${page.body.meta.next}` : ''
    } while (cursor)
    expect(seen).toEqual(all)
  })
})

describe('an integer', () => {
  test.each([0, -1, 2147483647, -2147483648])('%i stays', async (value) => {
    expect(await stored('whole', value)).toBe(value)
  })

  test.each<[unknown]>([
    [2147483648],
    [-2147483649],
    [0.5],
    ['1'],
    [true],
    [[]],
    [1e20],
  ])('%j is refused', async (value) => {
    expect(await refused('whole', value)).toPointAt('/whole')
  })
})

describe('a date', () => {
  test.each([
    '2024-02-29',
    '0001-01-01',
    '9999-12-31',
    '1900-03-01',
    '2000-02-29',
  ])('%s stays', async (day) => {
    expect(await stored('day', day)).toBe(day)
    const found = await app.request(`GET /values?day=${day}`)
    expect(found.body.data).toHaveLength(1)
  })

  test.each<[unknown]>([
    ['2023-02-29'],
    ['1900-02-29'],
    ['2024-13-01'],
    ['2024-00-10'],
    ['2024-1-1'],
    ['24-01-01'],
    ['2024-01-01T00:00:00Z'],
    ['today'],
    ['infinity'],
    ['-infinity'],
    ['epoch'],
    ['0000-01-01'],
    ['10000-01-01'],
    ['2024-01-01 BC'],
    [20240101],
    [''],
  ])('%j is refused', async (day) => {
    await refused('day', day)
  })
})

describe('a timestamp', () => {
  test.each([
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['2024-02-29T12:00:00.1Z', '2024-02-29T12:00:00.100Z'],
    ['2024-02-29T12:00:00.123+05:30', '2024-02-29T06:30:00.123Z'],
    ['2024-02-29t12:00:00z', '2024-02-29T12:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['1969-12-31T23:59:59.999-00:00', '1969-12-31T23:59:59.999Z'],
  ])('%s is that moment', async (sent, moment) => {
    expect(new Date(await stored('moment', sent)).toISOString()).toBe(moment)
  })

  test('is given in RFC 3339, in UTC', async () => {
    expect(await stored('moment', '2024-02-29T12:00:00.500+02:00')).toMatch(
      /^2024-02-29T10:00:00\.5\d*(Z|\+00:00)$/,
    )
  })

  test.each<[unknown]>([
    ['2024-02-29'],
    ['2024-02-29T12:00:00'],
    ['2024-02-30T12:00:00Z'],
    ['2024-02-29T24:00:01Z'],
    ['2024-02-29T12:60:00Z'],
    ['now'],
    ['infinity'],
    ['0000-01-01T00:00:00Z'],
    ['2024-02-29T12:00:00+25:00'],
    [1709208000],
    [''],
    ['2024-02-29T12:00:00Z; DROP TABLE values'],
  ])('%j is refused', async (moment) => {
    await refused('moment', moment)
  })

  test('of any millisecond is the same afterwards, and is found by it', async () => {
    const moments = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    })
    await fc.assert(
      fc.asyncProperty(moments, async (date) => {
        expect(new Date(await stored('moment', date.toISOString())).getTime()).toBe(date.getTime())
        const found = await app.request(`GET /values?moment=${date.toISOString()}`)
        expect(found.body.data.length).toBeGreaterThan(0)
      }),
      { numRuns: 15 },
    )
  })
})

test('operations give back what they took', async () => {
  const body = {
    money: '0.10',
    big: '9007199254740993',
    day: '2024-02-29',
    moment: '2024-02-29T12:00:00.123456Z',
  }
  expect((await app.request('POST /echo', { body })).body.data).toEqual(body)
  expect(await app.request('POST /echo', { body: { ...body, big: '9223372036854775808' } })).toBeRefused(
    422,
    'invalid',
  )
})
