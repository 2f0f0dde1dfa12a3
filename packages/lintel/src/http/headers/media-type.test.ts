import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMediaType } from './media-type.ts'

const parse = (value: string | undefined) => {
  const type = parseMediaType(value)
  return type && [type.name, Object.fromEntries(type.parameters)]
}

test.each<[string, string, Record<string, string>]>([
  ['application/json', 'application/json', {}],
  ['Text/HTML;Charset="utf-8"', 'text/html', { charset: 'utf-8' }],
  ['text/html; charset=UTF-8 ; a=b', 'text/html', { charset: 'UTF-8', a: 'b' }],
  ['application/problem+json', 'application/problem+json', {}],
  ['multipart/form-data; boundary="a;b,c\\"d"', 'multipart/form-data', { boundary: 'a;b,c"d' }],
  ['a/b;x=""', 'a/b', { x: '' }],
  ['a/b; ;x=1;', 'a/b', { x: '1' }],
  ['a/b ', 'a/b', {}],
])('%s', (value, name, parameters) => {
  expect(parse(value)).toEqual([name, parameters])
})

test.each([
  undefined,
  '',
  'json',
  'a/',
  '/b',
  'a/b/c',
  'a b/c',
  'a/b, c/d',
  'a/b;x',
  'a/b;x=',
  'a/b;x = 1',
  'a/b;x="1',
  'a/b;x="\u0001"',
  'a/b;x=1;X=2',
  'a/b;=1',
  'a/é',
  `a/b;x=${'y'.repeat(1100)}`,
])('refuses %s', (value) => {
  expect(parse(value)).toBeUndefined()
})

test('reads any parameter value that was quoted', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      const quoted = text.replace(/["\\]/g, '\\$&')
      expect(parse(`a/b; x="${quoted}"; y=1`)).toEqual(['a/b', { x: text, y: '1' }])
    }),
  )
})
