// Prices: sums of money are exact.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cents, totalOf } from '../src/prices.ts'

describe('cents', () => {
  test.each([
    ['0', 0n],
    ['0.01', 1n],
    ['0.1', 10n],
    ['12.5', 1250n],
    ['12.50', 1250n],
    ['99999999.99', 9_999_999_999n],
  ])('%s is %s', (price, expected) => {
    expect(cents(price)).toBe(expected)
  })
})

describe('a total', () => {
  test('of nothing is nothing', () => {
    expect(totalOf([])).toBe('0.00')
  })

  test('is not off by a cent, as sums of binary fractions are', () => {
    expect(0.1 * 3).not.toBe(0.3)
    expect(totalOf([{ price: '0.10', quantity: 3 }])).toBe('0.30')
  })

  const line = fc.record({
    amount: fc.bigInt({ min: 0n, max: 9_999_999_999n }),
    quantity: fc.integer({ min: 1, max: 100 }),
  })

  test('is the sum in cents, for any lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 50 }), (lines) => {
        const expected = lines.reduce((sum, { amount, quantity }) => sum + amount * BigInt(quantity), 0n)
        expect(cents(totalOf(lines.map(asLine)))).toBe(expected)
      }),
    )
  })

  test('does not depend on the order of the lines, and always has two decimals', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 50 }), (lines) => {
        const total = totalOf(lines.map(asLine))
        expect(total).toMatch(/^\d+\.\d{2}$/)
        expect(totalOf(lines.toReversed().map(asLine))).toBe(total)
      }),
    )
  })
})

/** `1250n` cents as the database writes them. */
function asLine({ amount, quantity }: { amount: bigint; quantity: number }) {
  const digits = String(amount).padStart(3, '0')
  return { price: `${digits.slice(0, -2)}.${digits.slice(-2)}`, quantity }
}
