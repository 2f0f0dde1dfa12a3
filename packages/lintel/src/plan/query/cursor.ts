/** Cursors: a place in an ordered list, opaque to whoever carries it, checked when it comes back. */
import type { OrderKey } from './ordering.ts'
import { isValue } from './value-text.ts'

/** Values of the ordering's keys at one row, as text; `null` where the row has none. */
export type CursorValues = readonly (string | null)[]

/** The order a cursor belongs to; another order refuses it. */
function signature(keys: readonly OrderKey[]): string {
  return keys.map(({ field, descending }) => `${descending ? '-' : ''}${field.name}`).join(',')
}

export function encodeCursor(keys: readonly OrderKey[], values: CursorValues): string {
  return Buffer.from(JSON.stringify([signature(keys), ...values])).toString('base64url')
}

/** The values, or `undefined` when this is not a cursor of this order. */
export function decodeCursor(keys: readonly OrderKey[], cursor: string): CursorValues | undefined {
  if (cursor.length > 4096 || !/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined
  const content = parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!Array.isArray(content) || content[0] !== signature(keys)) return undefined
  const values: unknown[] = content.slice(1)
  const fits = values.length === keys.length && keys.every((key, index) => fitsKey(key, values[index]))
  return fits ? (values as CursorValues) : undefined
}

function fitsKey({ field }: OrderKey, value: unknown): boolean {
  // Also of a required field: while a newer release serves, a row may have no value of the kind that this one knows.
  if (value === null) return field.name !== 'id'
  return typeof value === 'string' && isValue(field, value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
