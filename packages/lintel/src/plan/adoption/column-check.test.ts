import { expect, test } from 'vitest'
import { columnCheck } from './column-check.ts'

test.each([
  [
    "((state)::text = ANY ((ARRAY['a'::character varying, 'b''s'::character varying])::text[]))",
    { kind: 'values', column: 'state', values: ['a', "b's"] },
  ],
  ["(state = 'a'::text)", { kind: 'values', column: 'state', values: ['a'] }],
  [
    '((price >= (0)::numeric) AND (price <= (100)::numeric))',
    { kind: 'range', column: 'price', min: 0, max: 100 },
  ],
  ['("stockCount" >= 0)', { kind: 'range', column: 'stockCount', min: 0 }],
  ["(degrees >= '-40'::integer)", { kind: 'range', column: 'degrees', min: -40 }],
  [
    '((char_length(name) >= 1) AND (char_length(name) <= 80))',
    { kind: 'length', column: 'name', min: 1, max: 80 },
  ],
  ['(quantity > 0)', { kind: 'comparison', column: 'quantity', operator: '>', right: { value: 0 } }],
  [
    '(ends_at > starts_at)',
    { kind: 'comparison', column: 'ends_at', operator: '>', right: { column: 'starts_at' } },
  ],
  [
    "((name)::text <> ''::text)",
    { kind: 'comparison', column: 'name', operator: '<>', right: { value: '' } },
  ],
])('%s', (expression, meaning) => {
  expect(columnCheck(expression)).toEqual(meaning)
})

test.each([
  "(email ~ '^.+@.+$'::text)",
  '((a >= 0) AND (b <= 10))',
  '((a >= 0) OR (a IS NULL))',
  "(lower(name) = 'x'::text)",
  '((price * (quantity)::numeric) > (0)::numeric)',
  "(state <> ALL (ARRAY['a'::text, 'b'::text]))",
  '(is_open IS TRUE)',
  '((a >= 5) AND (a >= 7))',
])('%s is not said by a model', (expression) => {
  expect(columnCheck(expression)).toBeUndefined()
})
