import { expect, it } from 'vitest'
import { checkTerms, literalsOf } from './check-terms.ts'

// Left: what Lintel writes; right: what PostgreSQL makes of it, or what others write.
it.each([
  [`"state" IN ('a', 'it''s')`, [{ kind: 'values', column: 'state', values: ['a', "it's"] }]],
  [`(state = ANY (ARRAY['a'::text, 'b'::text]))`, [{ kind: 'values', column: 'state', values: ['a', 'b'] }]],
  [
    `((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))`,
    [{ kind: 'values', column: 'kind', values: ['a', 'b'] }],
  ],
  [
    '((char_length(title) >= 1) AND (char_length(title) <= 80))',
    [
      { kind: 'length', column: 'title', operator: '>=', value: 1 },
      { kind: 'length', column: 'title', operator: '<=', value: 80 },
    ],
  ],
  [`(price >= '-1.5'::numeric)`, [{ kind: 'bound', column: 'price', operator: '>=', value: '-1.5' }]],
  ['"a" > "b"', [{ kind: 'columns', column: 'a', operator: '>', other: 'b' }]],
  ['(a IS NOT NULL)', [{ kind: 'present', column: 'a' }]],
  ['(open = true)', [{ kind: 'bound', column: 'open', operator: '=', value: 'true' }]],
])('understands %s', (sql, terms) => {
  expect(checkTerms(sql)).toEqual(terms)
})

it.each([
  '((a > 1) OR (b > 1))',
  '(NOT (a > 1))',
  '((a > 1) AND (NOT ((b > 1) AND (c > 1))))',
  '(num_nonnulls(a, b) = 1)',
  '((a % 2) = 0)',
  '(a > (b - 1))',
  '(lower(a) = a)',
  `(a ~ '^x'::text)`,
  '(a < now())',
  '(a < CURRENT_DATE)',
  '(a IS NULL)',
  '(a BETWEEN 1 AND 2)',
  '(char_length(a) < char_length(b))',
  '(a = ANY (ARRAY[b, c]))',
  '((a > 1) IS TRUE)',
  `((data ->> 'x'::text) = 'y'::text)`,
])('leaves %s to the database', (sql) => {
  expect(checkTerms(sql)).toBeUndefined()
})

it('finds the values that an expression mentions', () => {
  expect(literalsOf(`(a = 'one'::text) OR (b % 3 = 0)`)).toEqual(['one', '3', '0'])
})
