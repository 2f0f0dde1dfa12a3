import { expect, test } from 'vitest'
import { parseForm } from './form.ts'

const parse = (text: string) => parseForm(Buffer.from(text))

test.each([
  ['', {}],
  ['a=1&b=two+words&c=%C5%BElu%C5%A5', { a: '1', b: 'two words', c: 'žluť' }],
  ['a=1&a=2&a=', { a: ['1', '2', ''] }],
  ['a&b=&=c&&d=1=2', { a: '', b: '', '': 'c', d: '1=2' }],
  ['a=raw žluť', { a: 'raw žluť' }], // curl -d sends it so
  ['constructor=x&toString=y', { constructor: 'x', toString: 'y' }],
])('%s', (text, expected) => {
  expect({ ...parse(text) }).toEqual(expected)
})

test('inherits nothing', () => {
  expect(Object.getPrototypeOf(parse('a=1'))).toBeNull()
})

test.each([
  ['a=%', 'form_malformed', '/a'],
  ['a=%4', 'form_malformed', '/a'],
  ['a=%zz', 'form_malformed', '/a'],
  ['a=%FF', 'form_malformed', '/a'],
  ['a=%ED%A0%80', 'form_malformed', '/a'],
  ['x%2Fy=%00', 'text_invalid', '/x~1y'],
  ['%=1', 'form_malformed', undefined],
  ['a=\0', 'text_invalid', undefined],
  ['__proto__=1', 'body_forbidden_key', undefined],
  ['%5f_proto__=1', 'body_forbidden_key', undefined],
])('refuses %j', (text, code, pointer) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({
      status: 400,
      code,
      errors: pointer === undefined ? [] : [expect.objectContaining({ pointer })],
    }),
  )
})

test('refuses bytes that are not UTF-8', () => {
  expect(() => parseForm(Buffer.from([0x61, 0x3d, 0xff]))).toThrow(
    expect.objectContaining({ code: 'body_not_utf8' }),
  )
})

test('counts the fields', () => {
  const fields = (count: number) => Buffer.from('a=1&'.repeat(count))
  expect(parseForm(fields(3), { maxFields: 3 }).a).toHaveLength(3)
  expect(() => parseForm(fields(4), { maxFields: 3 })).toThrow(
    expect.objectContaining({ code: 'form_too_many_fields' }),
  )
  expect(parseForm(fields(1000)).a).toHaveLength(1000)
  expect(() => parseForm(fields(1001))).toThrow(expect.objectContaining({ code: 'form_too_many_fields' }))
})
