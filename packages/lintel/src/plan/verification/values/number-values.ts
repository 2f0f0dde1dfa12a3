/** Whole and decimal numbers, as whole counts of their smallest unit: no digit is lost, whatever the precision. */
import type { ColumnType } from '../column-type.ts'
import type { Random } from '../random.ts'
import type { ValueRules, ValueSource } from './value-source.ts'

interface Span {
  /** Digits behind the point. */
  readonly scale: number
  /** In units of the last digit. */
  readonly min: bigint
  readonly max: bigint
}

const whole = (min: bigint, max: bigint): Span => ({ scale: 0, min, max })

// https://www.postgresql.org/docs/current/datatype-numeric.html
const spans: Readonly<Record<string, Span>> = {
  smallint: whole(-32_768n, 32_767n),
  integer: whole(-2_147_483_648n, 2_147_483_647n),
  bigint: whole(-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n),
  oid: whole(0n, 4_294_967_295n),
}

/** `undefined` for a type that is no exact number, or has no value between its bounds. */
export function exactNumbers(type: ColumnType, rules: ValueRules): ValueSource | undefined {
  const span = type.base === 'numeric' ? numericSpan(type.arguments) : spans[type.base]
  if (!span) return undefined
  const { scale } = span
  const min = rules.min === undefined ? span.min : larger(span.min, unitsOf(rules.min, scale, 'up'))
  const max = rules.max === undefined ? span.max : smaller(span.max, unitsOf(rules.max, scale, 'down'))
  if (min > max) return undefined
  const wanted = [min, max, 0n, 1n, -1n, min + 1n, max - 1n, 10n ** BigInt(scale)]
  const edges = new Set(wanted.filter((value) => value >= min && value <= max))
  return {
    edges: [...edges].map((value) => decimalText(value, scale)),
    draw: (random) => decimalText(drawUnits(random, { scale, min, max }), scale),
  }
}

function numericSpan([precision, scale = 0]: readonly number[]): Span | undefined {
  if (precision === undefined) return { scale: 9, min: -(10n ** 39n), max: 10n ** 39n }
  if (scale < 0) return undefined
  const max = 10n ** BigInt(precision) - 1n
  return { scale, min: -max, max }
}

/** Half of them of everyday size. */
function drawUnits(random: Random, { scale, min, max }: Span): bigint {
  const everyday = 1000n * 10n ** BigInt(scale)
  const low = larger(min, 0n)
  const high = smaller(max, everyday)
  return low <= high && random.chance(0.5) ? random.bigInteger(low, high) : random.bigInteger(min, max)
}

/** A written number in units of its `scale`th digit; what lies between two units goes up or down. */
function unitsOf(text: string, scale: number, direction: 'up' | 'down'): bigint {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e')
  const [before = '0', after = ''] = mantissa.replace('-', '').split('.')
  const shift = scale - after.length + Number(exponent)
  const digits = BigInt(before + after) * (mantissa.startsWith('-') ? -1n : 1n)
  if (shift >= 0) return digits * 10n ** BigInt(shift)
  const divisor = 10n ** BigInt(-shift)
  const quotient = digits / divisor
  if (quotient * divisor === digits) return quotient
  if (direction === 'up') return digits > 0n ? quotient + 1n : quotient
  return digits < 0n ? quotient - 1n : quotient
}

function decimalText(units: bigint, scale: number): string {
  if (scale === 0) return String(units)
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const larger = (one: bigint, other: bigint) => (one > other ? one : other)
const smaller = (one: bigint, other: bigint) => (one < other ? one : other)

const floatEdges = ['0', '1', '-1.5', '0.1', '1e-30', '-1e+30', '1e+30']

/** Approximate numbers, of digits that `real` keeps. */
export function floatNumbers(rules: ValueRules): ValueSource | undefined {
  const min = Number(rules.min ?? -1e6)
  const max = Number(rules.max ?? Math.max(1e6, min + 1e6))
  const least = rules.min === undefined ? Math.min(min, max - 1e6) : min
  if (least > max) return undefined
  const isInside = (text: string) =>
    (rules.min === undefined || Number(text) >= min) && (rules.max === undefined || Number(text) <= max)
  const bounds = [rules.min ?? [], rules.max ?? []].flat()
  return {
    edges: [...bounds, ...floatEdges].filter(isInside),
    draw: (random) => String(Number((least + random.next() * (max - least)).toPrecision(6))),
  }
}
