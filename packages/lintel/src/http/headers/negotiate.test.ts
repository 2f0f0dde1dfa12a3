import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { negotiate } from './negotiate.ts'

const available = ['application/json', 'text/csv', 'text/html']

test.each<[string | undefined, string | undefined]>([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['TEXT/CSV', 'text/csv'],
  ['text/*', 'text/csv'],
  ['text/*, text/html;q=0.5', 'text/csv'],
  ['text/html, text/csv', 'text/csv'], // equal: the order of the server
  ['text/html, text/csv;q=0.9', 'text/html'],
  ['text/*;q=0.3, text/html;q=0.7, */*;q=0.5', 'text/html'],
  ['*/*;q=0.1, application/json;q=0', 'text/csv'],
  ['application/json;q=0, text/csv;q=0.000', undefined],
  ['*/*;q=0', undefined],
  ['image/png', undefined],
  ['application/*+json', undefined],
  ['image/png, */*', 'application/json'],
  ['application/json, text/plain, */*', 'application/json'], // axios
  ['text/csv, text/plain, */*', 'application/json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8', 'text/html'], // a browser
  ['application/json; charset=utf-8', 'application/json'],
  ['application/json; version=2', undefined],
  ['application/json; version=2, text/csv;q=0.1', 'text/csv'],
  ['text/csv; q=1.0; level=1', 'text/csv'],
  ['application/json;q=2, text/csv;q=0.1', 'text/csv'], // malformed weight: passed over
  ['application/json;q=0.1234, text/csv;q=0.1', 'text/csv'],
  ['text/csv;q=0.1, text/html;q=0.5, text/csv;q=0.9', 'text/html'], // the first of two counts
  [', ,text/html,', 'text/html'],
  ['nonsense', 'application/json'],
  ['*/csv', undefined],
  [`text/csv, ${'a/b,'.repeat(1000)}`, 'application/json'], // too long: disregarded
])('Accept: %s', (accept, expected) => {
  expect(negotiate(accept, available)).toBe(expected)
})

describe('parameters', () => {
  const versions = ['application/json;version=2', 'application/json;version=1']
  test.each<[string, string]>([
    ['application/json', 'application/json;version=2'],
    ['application/json;version=1', 'application/json;version=1'],
    ['application/json;version=2;q=0.1, application/json;q=0.5', 'application/json;version=1'],
  ])('Accept: %s', (accept, expected) => {
    expect(negotiate(accept, versions)).toBe(expected)
  })
})

test('nothing available is nothing acceptable', () => {
  expect(negotiate('*/*', [])).toBeUndefined()
})

test('what is chosen never has the weight 0, and nothing has a higher one', () => {
  const names = ['a/x', 'a/y', 'b/x']
  const range = fc.constantFrom('*/*', 'a/*', 'b/*', ...names)
  const weighted = fc.tuple(range, fc.integer({ min: 0, max: 10 }))
  fc.assert(
    fc.property(
      fc.uniqueArray(weighted, { minLength: 1, maxLength: 6, selector: ([name]) => name }),
      (ranges) => {
        const weights = new Map(ranges)
        const weightOf = (name: string) =>
          weights.get(name) ?? weights.get(`${name[0]}/*`) ?? weights.get('*/*') ?? 0
        const best = Math.max(...names.map(weightOf))
        const expected = best === 0 ? undefined : names.find((name) => weightOf(name) === best)
        const accept = ranges.map(([name, weight]) => `${name};q=${(weight / 10).toFixed(1)}`).join(', ')
        expect(negotiate(accept, names)).toBe(expected)
      },
    ),
    { numRuns: 1000 },
  )
})
