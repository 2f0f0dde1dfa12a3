import { expect, it } from 'vitest'
import { diffDumps, dumpLine } from './schema-dump.ts'

const dump = (parts: Readonly<Record<string, string>>) =>
  Object.entries(parts)
    .map(([label, definition]) => dumpLine(label, definition))
    .join('')

it('finds nothing between two dumps that are the same', () => {
  const one = dump({
    'table orders': '',
    'column orders.note': 'text',
    'function touch()': 'BEGIN\n\n  x;\nEND\n',
  })
  expect(diffDumps(one, one)).toEqual([])
  expect(diffDumps('', '')).toEqual([])
})

it('says what is missing, what is different and what is new', () => {
  const one = dump({ 'table orders': '', 'column orders.note': 'text', 'column orders.sum': 'integer' })
  const other = dump({
    'table orders': '',
    'column orders.note': 'text not null',
    'index by_note': 'CREATE INDEX',
  })
  expect(diffDumps(one, other)).toEqual([
    'column orders.note was text, is text not null',
    'column orders.sum is missing (it was integer)',
    'index by_note is new: CREATE INDEX',
  ])
})

it('reads definitions of several lines, and names that look like definitions', () => {
  const one = dump({
    'function touch()': 'CREATE\n  BEGIN\nEND',
    'column t."a: b"': 'text',
    'column t."x""\ny"': 'int',
  })
  const other = dump({
    'function touch()': 'CREATE\n  BEGIN;\nEND',
    'column t."a: b"': 'int',
    'column t."x""\ny"': 'int',
  })
  expect(diffDumps(one, other)).toEqual([
    'function touch() was CREATE\n  BEGIN\nEND, is CREATE\n  BEGIN;\nEND',
    'column t."a: b" was text, is int',
  ])
})
