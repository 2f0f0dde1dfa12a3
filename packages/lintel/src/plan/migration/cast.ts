/** Changes of type that keep every value. */
import { quoted, textLiteral } from '../sql/column.ts'

export interface Cast {
  /** The expression that `USING` takes on the way there; it never fails and never rounds. */
  readonly using: string
  /** The same on the way back; it fails where a value has become too large since. */
  readonly back: string
  /** Whether a value of the new type can go back: SQL over the column; absent: it always can. */
  readonly fits?: string
  readonly rewrites: boolean
  /** Whether builds that know the old type can go on with a column of the new one. */
  readonly shares: boolean
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
  const plain = { using: `${name}::${to}`, back: `${name}::${from}`, rewrites: true, shares: false }
  // A moment of a calendar day needs a time zone; the server's own would make it differ from place to place.
  if (from === 'date' && to.startsWith('timestamptz')) {
    const back = `(${name} AT TIME ZONE 'UTC')::date`
    const fits = `date_trunc('day', ${name}, 'UTC') = ${name}`
    return { ...plain, using: `${name}::timestamp AT TIME ZONE 'UTC'`, back, fits }
  }
  if (to === 'text') {
    const fits = textFits(name, one)
    return fits === undefined ? undefined : { ...plain, fits }
  }
  if (from === 'integer' && to === 'bigint') {
    return { ...plain, fits: `${name} BETWEEN -2147483648 AND 2147483647`, shares: true }
  }
  if (other.base !== 'numeric' || !digits(one)) return undefined
  const fits = other.scale >= one.scale && other.precision - other.scale >= (digits(one) ?? 0) - one.scale
  if (!fits) return undefined
  const limit = `1${'0'.repeat((digits(one) ?? 0) - one.scale)}`
  const inside =
    one.base === 'numeric'
      ? `(abs(${name}) < ${limit} OR ${name} = 'NaN')`
      : `${name} BETWEEN ${wholeBounds[one.base]}`
  return {
    ...plain,
    fits: `${inside} AND round(${name}, ${one.scale}) = ${name}`,
    // Since PostgreSQL 9.2 more digits before the point are a matter of the catalogue alone.
    rewrites: one.base !== 'numeric' || one.scale !== other.scale,
    shares: true,
  }
}

const wholeBounds: Readonly<Record<string, string>> = {
  integer: '-2147483648 AND 2147483647',
  bigint: '-9223372036854775808 AND 9223372036854775807',
}

// Digits are spelled out: to some collations those of other scripts are digits too, and no type reads them.
const leapYear = '[0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00'
// There is no year 0.
const day = [
  '(?!0000)([0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])',
  '[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)',
  '[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])',
  `(${leapYear})-02-29)`,
  '-?infinity',
].join('|')

/** Whether a text can be read as a value of this type; `undefined` for types whose values have no text of their own. */
function textFits(name: string, { base, precision, scale }: ParsedType): string | undefined {
  const matches = (form: string) => `${name} ~ ${textLiteral(`^(${form})$`)}`
  const bounds = wholeBounds[base]
  if (bounds !== undefined) {
    return `CASE WHEN ${matches('-?[0-9]{1,19}')} THEN ${name}::numeric BETWEEN ${bounds} ELSE false END`
  }
  switch (base) {
    case 'numeric':
      return precision > 0 ? matches(decimalForm(precision - scale, scale)) : undefined
    case 'uuid':
      return matches('[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
    case 'boolean':
      return matches('true|false')
    case 'date':
      return matches(day)
    case 'jsonb':
      return 'false'
    default:
      return undefined
  }
}

/** How PostgreSQL writes a number with so many digits before and behind the point: at least one stands before it. */
function decimalForm(before: number, behind: number): string {
  const whole = before > 0 ? `[0-9]{1,${before}}` : '0'
  const fraction = behind > 0 ? `(\\.[0-9]{1,${behind}})?` : ''
  return `-?${whole}${fraction}|NaN`
}

/** Digits of the longest number of a type. */
function digits({ base, precision }: ParsedType): number | undefined {
  if (base === 'integer') return 10
  if (base === 'bigint') return 19
  return base === 'numeric' && precision > 0 ? precision : undefined
}

function parse(type: string): ParsedType {
  const match = /^([a-z ]+)(?:\((\d+)(?:,(\d+))?\))?$/.exec(type)
  const [precision, scale] = [Number(match?.[2] ?? 0), Number(match?.[3] ?? 0)]
  // More digits behind the point than there are at all, since PostgreSQL 15: too rare to be understood.
  const isKnown = match !== null && scale <= precision
  return { base: isKnown ? (match[1] ?? type) : type, precision, scale }
}
