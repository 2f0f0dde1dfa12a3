import { expect, it } from 'vitest'
import { sameExpression } from './same-expression.ts'

// Right: what PostgreSQL 15 and 18 print for what is on the left.
it.each([
  [`"state" IN ('a', 'it''s')`, `(state = ANY (ARRAY['a'::text, 'it''s'::text]))`],
  [`"state" = 'a'`, `(state = 'a'::text)`],
  [
    'char_length("title") >= 1 AND char_length("title") <= 80',
    '((char_length(title) >= 1) AND (char_length(title) <= 80))',
  ],
  ['"stars" >= -1', `(stars >= '-1'::integer)`],
  ['"price" >= 0 AND "price" <= 0.50', `((price >= (0)::numeric) AND (price <= 0.5))`],
  ['"day" > \'2026-01-01\'::date', `(day > '2026-01-01'::date)`],
  [`'{"b":[1],"a":null}'::jsonb`, `'{"a": null, "b": [1]}'::jsonb`],
  [`'2026-11-21T10:00:00Z'::timestamptz(3)`, `'2026-11-21 10:00:00+00'::timestamp with time zone`],
  [
    `'2026-11-21T10:00:00Z'::timestamptz(3)`,
    `('2026-11-21 12:00:00+02'::timestamp with time zone)::timestamp(3) with time zone`,
  ],
  [`(now() AT TIME ZONE 'UTC')::date`, `((now() AT TIME ZONE 'UTC'::text))::date`],
  ['9007199254740993', `'9007199254740993'::bigint`],
  ['-5', `'-5'::integer`],
  [
    `setweight(to_tsvector('simple', coalesce("a", '')), 'A')`,
    `setweight(to_tsvector('simple'::regconfig, COALESCE(a, ''::text)), 'A'::"char")`,
  ],
  ['"deleted_at" IS NULL', '(deleted_at IS NULL)'],
])('%s is %s', (ours, theirs) => {
  expect(sameExpression(ours, theirs)).toBe(true)
})

it.each([
  [`"state" IN ('a', 'b')`, `(state = ANY (ARRAY['a'::text, 'c'::text]))`],
  [`"state" = 'a'`, `(state = 'A'::text)`],
  ['"Title" <> 1', '(title <> 1)'],
  ['char_length("title") <= 80', '(char_length(title) < 80)'],
  ['"stars" >= -1', '(stars >= 1)'],
  ['9007199254740993', `'9007199254740992'::bigint`],
  ['"a" > "b"', '(b > a)'],
  [`'a::text'`, `'a'`],
  [`'(x)'`, `'x'`],
  ['now()', undefined],
])('%s is not %s', (ours, theirs) => {
  expect(sameExpression(ours, theirs)).toBe(false)
})
