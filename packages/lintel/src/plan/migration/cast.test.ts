import fc from 'fast-check'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createThrowawayDatabase,
  type ThrowawayDatabase,
} from '../../database/migration/throwaway-database.test-support.ts'
import { castBetween } from './cast.ts'
import { backOf } from './live/sync-groups.ts'

let database: ThrowawayDatabase
let client: Client

beforeAll(async () => {
  database = await createThrowawayDatabase()
  client = database.client
})

afterAll(() => database?.drop())

const whole = (digits: number) => fc.bigInt(-(10n ** BigInt(digits) - 1n), 10n ** BigInt(digits) - 1n)

/** Values of a `numeric(precision,scale)`, its outermost ones among them. */
function decimal(precision: number, scale: number): fc.Arbitrary<string> {
  const pointed = (value: bigint) => {
    const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
    const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
    return `${value < 0n ? '-' : ''}${text}`
  }
  const outermost = 10n ** BigInt(precision) - 1n
  return fc.oneof(
    whole(precision).map(pointed),
    fc.constantFrom(pointed(outermost), pointed(-outermost), 'NaN'),
  )
}

const integer = fc.oneof(fc.integer(), fc.constantFrom(-2_147_483_648, 2_147_483_647)).map(String)
const bigint = fc
  .oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n))
  .map(String)
const dayOf = (value: Date) => value.toISOString().slice(0, 10)
const date = fc.oneof(
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map(dayOf),
  fc.constantFrom(
    '0001-01-01',
    '1900-02-28',
    '2000-02-29',
    '2024-02-29',
    '9999-12-31',
    'infinity',
    '-infinity',
  ),
)
const moment = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((value) => value.toISOString())

const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  integer,
  bigint,
  'numeric(8,2)': decimal(8, 2),
  'numeric(12,2)': decimal(12, 2),
  'numeric(12,4)': decimal(12, 4),
  'numeric(14,2)': decimal(14, 2),
  'numeric(20,0)': decimal(20, 0),
  'numeric(2,2)': decimal(2, 2),
  'numeric(4,3)': decimal(4, 3),
  boolean: fc.boolean().map(String),
  uuid: fc.uuid(),
  date,
  'timestamptz(3)': fc.oneof(
    moment,
    date.map((day) => (/inf/.test(day) ? day : `${day}T00:00:00Z`)),
  ),
}

/** Texts that a newer build may store where an older one has a number, a day or an id. */
const texts = fc.oneof(
  ...Object.values(values),
  fc.string({ maxLength: 12, unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
  fc.stringMatching(/^-?[0-9]{0,22}(\.[0-9]{0,5})?$/),
  fc.stringMatching(/^[0-9]{4}-[01][0-9]-[0-3][0-9]$/),
  fc.constantFrom(
    '',
    ' 1',
    '1\n',
    '+1',
    '1e3',
    '٣',
    '３',
    '-',
    '.5',
    '5.',
    'nan',
    'Infinity',
    'TRUE',
    't',
    '0000-01-01',
    '0000-02-29',
    '1900-02-29',
    '2100-02-29',
    '2023-02-29',
    '2024-04-31',
    '2024-2-1',
    'today',
    'INFINITY',
    '9223372036854775808',
    '-2147483649',
  ),
)

const losslessCasts = [
  ['integer', 'bigint'],
  ['integer', 'numeric(12,2)'],
  ['integer', 'numeric(14,2)'],
  ['bigint', 'numeric(20,0)'],
  ['numeric(8,2)', 'numeric(12,2)'],
  ['numeric(8,2)', 'numeric(12,4)'],
  ['numeric(2,2)', 'numeric(4,3)'],
  ['date', 'timestamptz(3)'],
  ['integer', 'text'],
  ['bigint', 'text'],
  ['numeric(8,2)', 'text'],
  ['numeric(20,0)', 'text'],
  ['numeric(2,2)', 'text'],
  ['boolean', 'text'],
  ['uuid', 'text'],
  ['date', 'text'],
] as const

describe.each(losslessCasts)('a column of %s that becomes one of %s', (from, to) => {
  const cast = castBetween('value', from, to)

  it('keeps each value, there and back', async () => {
    expect(cast).toBeDefined()
    await check(values[from] as fc.Arbitrary<string>, async (sample) => {
      const { rows } = await client.query(
        `WITH old AS (SELECT nr, text::${from} AS value FROM unnest($1::text[]) WITH ORDINALITY AS t (text, nr)),
              new AS (SELECT nr, (${cast?.using})::${to} AS value FROM old)
         SELECT old.value::text AS value FROM old JOIN
           (SELECT nr, ${cast?.fits ?? 'true'} AS fits, ${cast?.back} AS value FROM new) AS back USING (nr)
         WHERE NOT back.fits OR back.fits IS NULL OR back.value IS DISTINCT FROM old.value`,
        [sample],
      )
      expect(rows).toEqual([])
    })
  })

  it('gives older builds what they can have of new values, and fails for none', async () => {
    if (!cast) throw new Error('no cast')
    const sort = to === 'text' ? texts : (values[to] as fc.Arbitrary<string>)
    await check(sort, async (sample) => {
      const { rows } = await client.query(
        `WITH new AS (SELECT text::${to} AS value FROM unnest($1::text[]) AS t (text)),
              back AS (SELECT value, ${cast.fits ?? 'true'} AS fits, (${backOf(cast)})::${from} AS back FROM new)
         SELECT value::text FROM back WHERE fits <> (back IS NOT NULL) OR fits IS NULL`,
        [sample],
      )
      expect(rows).toEqual([])
    })
  })
})

it('is refused where a value could be lost', () => {
  for (const [from, to] of [
    ['bigint', 'integer'],
    ['text', 'integer'],
    ['integer', 'numeric(11,2)'],
    ['bigint', 'numeric(18,0)'],
    ['numeric(12,2)', 'numeric(8,2)'],
    ['numeric(12,4)', 'numeric(12,2)'],
    ['numeric', 'numeric(20,2)'],
    ['numeric', 'text'],
    ['timestamptz(3)', 'date'],
    ['timestamptz(3)', 'text'],
    ['bytea', 'text'],
    ['numeric(2,4)', 'numeric(12,4)'],
    ['numeric(2,4)', 'text'],
  ] as const)
    expect([from, to, castBetween('value', from, to)]).toEqual([from, to, undefined])
})

it('knows what an older build reads of a text in every collation', async () => {
  const { rows } = await client.query(`SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'`)
  if (rows.length === 0) return
  const fits = castBetween('value', 'integer', 'text')?.fits
  // Digits of other scripts are digits to ICU, but to no type.
  const found = await client.query(
    `SELECT ${fits} AS fits FROM (SELECT '٣' COLLATE "und-x-icu" AS value) AS t`,
  )
  expect(found.rows).toEqual([{ fits: false }])
})

/** Many values to a statement: it is the database that decides. */
function check(value: fc.Arbitrary<string>, property: (sample: readonly string[]) => Promise<void>) {
  const samples = fc.array(value, { minLength: 1, maxLength: 100 })
  return fc.assert(fc.asyncProperty(samples, property), { numRuns: 20 })
}
