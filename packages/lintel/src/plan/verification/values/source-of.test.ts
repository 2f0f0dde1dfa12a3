import { describe, expect, it } from 'vitest'
import { noFacts } from '../database-facts.ts'
import { Random } from '../random.ts'
import { sourceOf } from './source-of.ts'
import type { ValueRules } from './value-source.ts'

const free: ValueRules = { minLength: 0, maxLength: Infinity, hints: [], ordered: false, maxBytes: Infinity }

function valuesOf(type: string, rules: Partial<ValueRules> = {}): string[] {
  const source = sourceOf(type, { ...free, ...rules }, noFacts)
  const random = new Random('seed')
  return source ? [...source.edges, ...Array.from({ length: 300 }, () => source.draw(random))] : []
}

describe('numbers', () => {
  it.each([
    ['smallint', {}, '-32768', '32767'],
    ['bigint', {}, '-9223372036854775808', '9223372036854775807'],
    ['numeric(5,2)', {}, '-999.99', '999.99'],
    ['numeric(20,4)', { min: '-1.5', max: '9007199254740993.00001' }, '-1.5000', '9007199254740993.0000'],
    ['integer', { min: '1', max: '9' }, '1', '9'],
    ['integer', { min: '-2.5', max: '-1e0' }, '-2', '-1'],
    ['numeric(3,3)', {}, '-0.999', '0.999'],
  ])('of %s %j reach from %s to %s and not beyond', (type, rules, least, most) => {
    const values = valuesOf(type, rules)
    expect(values).toEqual(expect.arrayContaining([least, most]))
    const units = (text: string) => BigInt(text.replace('.', ''))
    expect(values.every((value) => units(value) >= units(least) && units(value) <= units(most))).toBe(true)
  })

  it('are none between bounds that leave none', () => {
    expect(valuesOf('integer', { min: '1.2', max: '1.8' })).toEqual([])
  })
})

describe('texts', () => {
  it('are as long as they may be, counted in characters', () => {
    const lengths = valuesOf('varchar(4)', { minLength: 2 }).map((text) => [...text].length)
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([2, 4])
  })

  it('are empty, quoted, escaped, and of other scripts', () => {
    const all = valuesOf('text').join('|')
    for (const part of ["'", '"', '\\', '\n', '日本語', '👩‍👩‍👧‍👦', '||']) expect(all).toContain(part)
    expect(all).not.toContain('\u0000')
    expect(valuesOf('text')).toContain('')
  })

  it('fit an index', () => {
    const bytes = valuesOf('text', { maxBytes: 800 }).map((text) => Buffer.byteLength(text))
    expect(Math.max(...bytes)).toBe(800)
  })

  it('do not end in blanks where a type ignores them', () => {
    expect(valuesOf('char(6)').filter((text) => /\s$/.test(text))).toEqual([])
  })
})

it('moments keep to the precision of their type, and to their bounds', () => {
  expect(valuesOf('timestamptz(0)').filter((text) => !text.endsWith('.000Z'))).toEqual([])
  expect(valuesOf('timestamptz').some((text) => /\.\d{6}Z$/.test(text))).toBe(true)
  expect(valuesOf('date')).toEqual(expect.arrayContaining(['0001-01-01', '9999-12-31', '2000-02-29']))
  const bounded = valuesOf('date', { min: '2026-01-01', max: '2026-01-03' })
  expect(new Set(bounded)).toEqual(new Set(['2026-01-01', '2026-01-02', '2026-01-03']))
})

it('arrays are quoted, empty, and hold NULL', () => {
  expect(valuesOf('text[]')).toEqual(expect.arrayContaining(['{}', '{NULL}', '{""}', '{"NULL"}']))
  expect(valuesOf('integer[]')).toContain('{"2147483647"}')
})

it('there are none of a type that nobody knows', () => {
  expect(valuesOf('polygon')).toEqual([])
  expect(valuesOf('constructor')).toEqual([])
})
