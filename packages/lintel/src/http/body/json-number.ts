/** Tells whether a JSON number survives becoming a double. */

export type NumberFault = 'number_out_of_range' | 'number_imprecise'

const MAX_PRECISION = 100 // what Number.prototype.toPrecision takes
const INTEGER = /^-?[0-9]+$/

/**
 * A number is faithful when JavaScript prints it back with the same digits, when it is an integer that is
 * exactly its double, or when it is a fraction that its double rounds to at the precision it is written in.
 *
 * So 0.1 and 9007199254740992 are faithful, and so is 0.10000000000000001 as C prints it;
 * 9007199254740993 and 12345678901234.567 are not.
 *
 * @param token  a number as RFC 8259 §6 defines it
 */
export function findNumberFault(token: string): NumberFault | undefined {
  const value = Number(token)
  const printed = String(value)
  if (printed === token) return undefined // the usual case: written by something that prints doubles
  if (!Number.isFinite(value)) return 'number_out_of_range'
  const digits = significantDigits(token)
  if (digits === '') return undefined // zero, however it is written
  if (value === 0) return 'number_out_of_range'
  if (significantDigits(printed) === digits) return undefined
  const isFaithful = INTEGER.test(token) ? BigInt(token) === BigInt(value) : isRoundedTo(value, digits)
  return isFaithful ? undefined : 'number_imprecise'
}

function isRoundedTo(value: number, digits: string): boolean {
  return digits.length <= MAX_PRECISION && significantDigits(value.toPrecision(digits.length)) === digits
}

function significantDigits(token: string): string {
  const mantissa = token.replace(/[eE].*$/, '').replace(/[-.]/g, '')
  return mantissa.replace(/^0+/, '').replace(/0+$/, '')
}
