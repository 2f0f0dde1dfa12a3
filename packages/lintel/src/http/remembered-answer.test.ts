import { expect, test } from 'vitest'
import { canonicalSearch } from './remembered-answer.ts'

test('the order of names does not matter, that of values of one name does', () => {
  expect(canonicalSearch('b=2&a=1')).toBe(canonicalSearch('a=1&b=2'))
  expect(canonicalSearch('a=2&b=0&a=1')).toBe('a=2&a=1&b=0')
  expect(canonicalSearch('a=2&a=1')).not.toBe(canonicalSearch('a=1&a=2'))
  expect(canonicalSearch('flag&a=1&flag2')).toBe('a=1&flag&flag2')
})
