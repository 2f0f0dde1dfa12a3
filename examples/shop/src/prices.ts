// Money is counted in whole cents: binary fractions do not add up.

export interface Line {
  readonly price: string
  readonly quantity: number
}

/** `"12.5"` → `1250n`. The price is not negative and has at most two decimals. */
export function cents(price: string): bigint {
  const [whole = '0', fraction = ''] = price.split('.')
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
}

/** The sum of price × quantity, with two decimals. */
export function totalOf(lines: readonly Line[]): string {
  const sum = lines.reduce((total, line) => total + cents(line.price) * BigInt(line.quantity), 0n)
  return `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`
}
