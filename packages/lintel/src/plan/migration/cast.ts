/** Changes of type that keep every value. */
import { quoted } from '../sql/column.ts'

export interface Cast {
  /** The expression that `USING` takes on the way there; it never fails and never rounds. */
  readonly using: string
  /** The same on the way back; it fails where a value has become too large since. */
  readonly back: string
  readonly rewrites: boolean
}

interface ParsedType {
  readonly base: string
  readonly precision: number
  readonly scale: number
}

/** `undefined` where values could be lost or refused. */
export function castBetween(column: string, from: string, to: string): Cast | undefined {
  const name = quoted(column)
  const one = parse(from)
  const other = parse(to)
  const plain = { using: `${name}::${to}`, back: `${name}::${from}`, rewrites: true }
  // A moment of a calendar day needs a time zone; the server's own would make it differ from place to place.
  if (from === 'date' && to.startsWith('timestamptz')) {
    const back = `(${name} AT TIME ZONE 'UTC')::date`
    return { using: `${name}::timestamp AT TIME ZONE 'UTC'`, back, rewrites: true }
  }
  if (to === 'text') return asText.has(one.base) ? plain : undefined
  if (from === 'integer' && to === 'bigint') return plain
  if (other.base !== 'numeric' || !digits(one)) return undefined
  const fits = other.scale >= one.scale && other.precision - other.scale >= (digits(one) ?? 0) - one.scale
  // Since PostgreSQL 9.2 more digits before the point are a matter of the catalogue alone.
  return fits ? { ...plain, rewrites: one.base !== 'numeric' || one.scale !== other.scale } : undefined
}

const asText = new Set(['integer', 'bigint', 'numeric', 'uuid', 'boolean', 'date', 'jsonb'])

/** Digits of the longest number of a type. */
function digits({ base, precision }: ParsedType): number | undefined {
  if (base === 'integer') return 10
  if (base === 'bigint') return 19
  return base === 'numeric' && precision > 0 ? precision : undefined
}

function parse(type: string): ParsedType {
  const match = /^([a-z ]+)(?:\((\d+)(?:,(\d+))?\))?$/.exec(type)
  return { base: match?.[1] ?? type, precision: Number(match?.[2] ?? 0), scale: Number(match?.[3] ?? 0) }
}
