/** Whether a value stands in a relation to another, as PostgreSQL would say of values that are written plainly. */
import { columnType } from '../column-type.ts'
import { momentOf } from '../values/moment-values.ts'
import type { Operator } from './check-terms.ts'

/** `undefined` where only the database can tell: the order of words depends on a collation. */
export function holds(one: string, operator: Operator, other: string, type: string): boolean | undefined {
  const order = orderOf(one, other, type)
  if (order === undefined) return undefined
  switch (operator) {
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

const isOrdered: Readonly<Record<string, (one: string, other: string) => number | undefined>> = {
  smallint: numbers,
  integer: numbers,
  bigint: numbers,
  numeric: numbers,
  real: numbers,
  'double precision': numbers,
  date: momentsOf,
  timestamp: momentsOf,
  timestamptz: momentsOf,
  text: words,
  varchar: words,
  char: words,
  uuid: plainly,
  boolean: plainly,
}

/** Whether values of this type can be compared here at all. */
export function isComparable(type: string): boolean {
  const { base, isArray } = columnType(type)
  return !isArray && Object.hasOwn(isOrdered, base)
}

function orderOf(one: string, other: string, type: string): number | undefined {
  return isComparable(type) ? isOrdered[columnType(type).base]?.(one, other) : undefined
}

function numbers(one: string, other: string): number | undefined {
  const [left, right] = [scaled(one), scaled(other)]
  if (!left || !right) {
    const difference = Number(one) - Number(other)
    return Number.isNaN(difference) ? undefined : Math.sign(difference)
  }
  const scale = Math.max(left.scale, right.scale)
  const difference =
    left.units * 10n ** BigInt(scale - left.scale) - right.units * 10n ** BigInt(scale - right.scale)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

function scaled(text: string): { units: bigint; scale: number } | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
  return match ? { units: BigInt(`${match[1]}${match[2] ?? ''}`), scale: match[2]?.length ?? 0 } : undefined
}

function momentsOf(one: string, other: string): number | undefined {
  const [left, right] = [momentOf(one), momentOf(other)]
  if (left === undefined || right === undefined) return undefined
  // The same millisecond: what comes behind it decides.
  return left === right ? plainly(one, other) : Math.sign(left - right)
}

// Small letters alone come in one order in every collation.
const small = /^[a-z]*$/

function words(one: string, other: string): number | undefined {
  if (one === other) return 0
  return small.test(one) && small.test(other) ? plainly(one, other) : undefined
}

function plainly(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}
