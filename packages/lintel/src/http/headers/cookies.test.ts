import { expect, test } from 'vitest'
import { cookiesOf, cookieValues } from './cookies.ts'

test('values of one name, in their order', () => {
  expect(cookieValues('a=1; b=2;a=3', 'a')).toEqual(['1', '3'])
  expect(cookieValues('a="1 2"; b==; c', 'a')).toEqual(['1 2'])
  expect(cookieValues('a="1 2"; b==; c', 'b')).toEqual(['='])
  expect(cookieValues('aa=1; xa=2; A=3', 'a')).toEqual([])
  for (const header of [undefined, '', ';', '=', '=a', '; ;=;'])
    expect(cookieValues(header, 'a'), header).toEqual([])
})

test('all by name: the first of two counts, and no name is special', () => {
  expect({ ...cookiesOf('a=1; a=2; b=%20x; c=%zz') }).toEqual({ a: '1', b: ' x', c: '%zz' })
  const special = cookiesOf('__proto__=x; constructor=y')
  expect(Object.keys(special)).toEqual(['__proto__', 'constructor'])
  expect(Object.getPrototypeOf(special)).toBeNull()
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})
