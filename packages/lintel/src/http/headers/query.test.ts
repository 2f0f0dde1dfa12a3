import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../spec/problem.ts'
import { parseQuery } from './query.ts'

test.each([
  ['', {}],
  ['?', {}],
  ['?a=1&b=2', { a: '1', b: '2' }],
  ['a=1&b=2', { a: '1', b: '2' }],
  ['a=1&b=2&a=3&a=4', { a: ['1', '3', '4'], b: '2' }],
  ['a', { a: '' }],
  ['a=', { a: '' }],
  ['=a', { '': 'a' }],
  ['&&a=1&', { a: '1' }],
  ['a=b=c', { a: 'b=c' }],
  ['?a=?', { a: '?' }],
  ['a+b=c+d%2Be', { 'a b': 'c d+e' }],
  ['a=%C5%BElu%C5%A5', { a: 'žluť' }],
  ['filter%5Bstatus%5D=x&filter[a]=y', { 'filter[status]': 'x', 'filter[a]': 'y' }],
  ['a=%26%3D', { a: '&=' }],
  ['toString=1&constructor=2', { toString: '1', constructor: '2' }],
])('%s', (search, expected) => {
  expect({ ...parseQuery(search) }).toEqual(expected)
})

test('inherits nothing', () => {
  expect(parseQuery('').toString).toBeUndefined()
  expect(Object.getPrototypeOf(parseQuery('a=1'))).toBeNull()
})

test.each([
  ['a=%', 400, 'query_malformed', 'query/a'],
  ['a=%2', 400, 'query_malformed', 'query/a'],
  ['a=%GG', 400, 'query_malformed', 'query/a'],
  ['a=%FF', 400, 'query_malformed', 'query/a'],
  ['a=%C0%80', 400, 'query_malformed', 'query/a'], // overlong U+0000
  ['a=%ED%A0%80', 400, 'query_malformed', 'query/a'], // a lone surrogate
  ['%=a', 400, 'query_malformed', undefined],
  ['a=é', 400, 'query_malformed', undefined],
  ['a=\ud800', 400, 'query_malformed', undefined],
  ['a= b', 400, 'query_malformed', undefined],
  ['a=%00', 400, 'query_text_invalid', 'query/a'],
  ['%00=a', 400, 'query_text_invalid', undefined],
  ['a=\0', 400, 'query_malformed', undefined],
  ['__proto__=1', 400, 'query_forbidden_name', undefined],
  ['%5F_proto__=1', 400, 'query_forbidden_name', undefined],
  ['a=1&'.repeat(101), 400, 'query_too_many_parameters', undefined],
  [`a=${'x'.repeat(8191)}`, 414, 'query_too_long', undefined],
])('refuses %.20s', (...[search, status, code, pointer]) => {
  const errors = pointer === undefined ? [] : [expect.objectContaining({ pointer, code })]
  expect(() => parseQuery(search)).toThrow(expect.objectContaining({ status, code, errors }))
})

test('takes exactly the limits', () => {
  expect(parseQuery('a=1&'.repeat(100)).a).toHaveLength(100)
  expect(parseQuery(`?a=${'x'.repeat(8190)}`).a).toHaveLength(8190)
  expect(parseQuery('a=1&b=2', { maxParameters: 2 })).toBeDefined()
  expect(() => parseQuery('a=1&b=2&c', { maxParameters: 2 })).toThrow(Problem)
  expect(() => parseQuery('a=1', { maxLength: 2 })).toThrow(Problem)
})

const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((each) => !each.includes('\0'))
const pairs = fc.array(
  fc.tuple(
    text.filter((name) => name !== '__proto__'),
    text,
  ),
  { maxLength: 10 },
)

test('gives back what URLSearchParams writes', () => {
  fc.assert(
    fc.property(pairs, (given) => {
      const expected: Record<string, string[]> = {}
      for (const [name, value] of given)
        expected[name] = [...(Object.hasOwn(expected, name) ? expected[name]! : []), value]
      const parsed = parseQuery(new URLSearchParams(given).toString())
      expect(
        Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, [value].flat()])),
      ).toEqual(expected)
    }),
  )
})

test('agrees with URLSearchParams on whatever it accepts', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '=',
    '&',
    '+',
    '%',
    '%4',
    '%41',
    '%C3%A9',
    '%C3',
    '?',
    '/',
    ':',
    '[',
    ']',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
      const search = `x=${pieces.join('')}`
      let parsed: ReturnType<typeof parseQuery>
      try {
        parsed = parseQuery(search)
      } catch (error) {
        expect(error).toBeInstanceOf(Problem)
        expect(search).toMatch(/%(?![0-9A-F]{2})|%C3(?!%A9)/)
        return
      }
      const expected = new URLSearchParams(search)
      for (const name of expected.keys()) expect([parsed[name]].flat()).toEqual(expected.getAll(name))
      expect(Object.keys(parsed).sort()).toEqual([...new Set(expected.keys())].sort())
    }),
    { numRuns: 2000 },
  )
})
