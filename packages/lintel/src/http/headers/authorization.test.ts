import { expect, test } from 'vitest'
import { parseAuthorization } from './authorization.ts'

test.each([
  ['Bearer abc.def-_~+/==', 'bearer', 'abc.def-_~+/=='],
  ['BASIC dTpw', 'basic', 'dTpw'],
  ['Digest username="a", realm="b c"', 'digest', 'username="a", realm="b c"'],
  ['Bearer   x', 'bearer', 'x'],
])('%s', (value, scheme, credentials) => {
  expect(parseAuthorization(value)).toEqual({ scheme, credentials })
})

test.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  ' Bearer x',
  'Bearer x ',
  'Bearer\tx',
  'Bea(rer x',
  'Bearer é',
  'Bearer a\0b',
  'Bearer a\nb',
])('refuses %j', (value) => {
  expect(parseAuthorization(value)).toBeUndefined()
})

test('has a limit of 8192 characters', () => {
  expect(parseAuthorization(`Bearer ${'x'.repeat(8185)}`)?.credentials).toHaveLength(8185)
  expect(parseAuthorization(`Bearer ${'x'.repeat(8186)}`)).toBeUndefined()
})

test('hostile values take no time', () => {
  const started = performance.now()
  for (const value of [
    `Bearer ${' '.repeat(8000)}\0`,
    `Bearer ${'a '.repeat(4000)}`,
    `${'a'.repeat(8000)}\0`,
  ]) {
    expect(parseAuthorization(value)).toBeUndefined()
  }
  expect(performance.now() - started).toBeLessThan(200)
})
