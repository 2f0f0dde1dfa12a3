import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findNumberFault } from './json-number.ts'

test.each([
  '0',
  '-0',
  '0.0',
  '0e5',
  '1.10',
  '9007199254740991',
  '9007199254740992',
  '1e22',
  '0.1',
  '0.10000000000000001',
])('%s is faithful', (token) => {
  expect(findNumberFault(token)).toBeUndefined()
})

test.each([
  ['9007199254740993', 'number_imprecise'],
  ['12345678901234.567', 'number_imprecise'],
  ['0.1234567890123456789', 'number_imprecise'],
  [`0.${'3'.repeat(120)}`, 'number_imprecise'],
  ['1e309', 'number_out_of_range'],
  ['-1e309', 'number_out_of_range'],
  ['1e-324', 'number_out_of_range'],
])('%s: %s', (token, fault) => {
  expect(findNumberFault(token)).toBe(fault)
})

test('every double is faithful as JavaScript and as C print it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(findNumberFault(String(value))).toBeUndefined()
      expect(findNumberFault(value.toPrecision(17))).toBeUndefined()
    }),
  )
})

test('an integer is faithful exactly when its double is the same integer, or is printed as the same', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 69n), max: 2n ** 69n }), (integer) => {
      const value = Number(integer)
      const isSame = BigInt(value) === integer || String(value) === String(integer)
      expect(findNumberFault(String(integer)) === undefined).toBe(isSame)
    }),
    { numRuns: 3000 },
  )
})

test('a fraction is faithful exactly when its double, rounded to as many places, is written the same', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 9_999_999_999 }),
      fc.stringMatching(/^[0-9]{0,13}[1-9]$/),
      (whole, fraction) => {
        const token = `${whole}.${fraction}`
        const isSame = Number(token).toFixed(fraction.length) === token
        expect(findNumberFault(token)).toBe(isSame ? undefined : 'number_imprecise')
      },
    ),
    { numRuns: 3000 },
  )
})
