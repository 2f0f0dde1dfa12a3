import { expect, test } from 'vitest'
import { contentKeyFor, contentKind } from './content-kind.ts'

test.each([
  ['application/json', 'json'],
  ['Application/Problem+JSON; charset=utf-8', 'json'],
  ['application/x-www-form-urlencoded', 'form'],
  ['multipart/form-data', 'multipart'],
  ['multipart/mixed', 'binary'],
  ['text/html', 'html'],
  ['text/csv; header=present', 'text'],
  ['text/*', 'text'],
  ['application/xml', 'binary'],
  ['*/*', 'binary'],
])('%s is read as %s', (mediaType, kind) => {
  expect(contentKind(mediaType)).toBe(kind)
})

const keys = ['*/*', 'image/*', 'image/png', 'text/csv; header=present']

test.each([
  ['image/png', 'image/png'],
  ['image/gif', 'image/*'],
  ['text/csv', 'text/csv; header=present'],
  ['text/plain', '*/*'],
])('%s falls under %s', (mediaType, key) => {
  expect(contentKeyFor(mediaType, keys)).toBe(key)
})

test('what falls under nothing has no key', () => {
  expect(contentKeyFor('text/plain', ['image/*', 'text/html'])).toBeUndefined()
})
