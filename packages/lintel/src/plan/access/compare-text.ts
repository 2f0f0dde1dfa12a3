/** Compares values as PostgreSQL does, from the texts that it writes of them. */
import type { CompareOperator, FieldModel, Json } from '../../spec/model.ts'

/** `null` where SQL would say NULL: neither true nor false. */
export type Verdict = boolean | null

/**
 * The verdict of `comparison` in SQL.
 *
 * @param text   the stored value as PostgreSQL writes it, in UTC
 * @param value  what it is compared with; for `in` a list, for `null` a boolean
 */
export function compares(
  field: FieldModel,
  text: string | null,
  operator: CompareOperator,
  value: Json,
): Verdict {
  switch (operator) {
    case 'null':
      return value === null ? null : (text === null) === (value === true || value === 'true')
    case 'ne':
      return value === null || text === null ? !(value === null && text === null) : !equal(field, text, value)
    case 'in':
      return among(field, text, Array.isArray(value) ? value : [value])
    case 'prefix':
      return text === null || value === null ? null : text.startsWith(String(value))
    default:
      return text === null || value === null
        ? null
        : isSo[operator](orderOf(field, text, field.kind === 'json' ? JSON.stringify(value) : String(value)))
  }
}

const isSo = {
  eq: (order: number) => order === 0,
  lt: (order: number) => order < 0,
  lte: (order: number) => order <= 0,
  gt: (order: number) => order > 0,
  gte: (order: number) => order >= 0,
} as const

/** As `= ANY (…)`: a NULL in the list leaves open what is not found. */
function among(field: FieldModel, text: string | null, values: readonly Json[]): Verdict {
  if (values.length === 0) return false
  if (text === null) return null
  if (values.some((each) => each !== null && equal(field, text, each))) return true
  return values.includes(null) ? null : false
}

function equal(field: FieldModel, text: string, value: Json): boolean {
  return orderOf(field, text, field.kind === 'json' ? JSON.stringify(value) : String(value)) === 0
}

/** Below, at or above 0, as the first value stands before, with or behind the second. */
export function orderOf(field: FieldModel, one: string, other: string): number {
  switch (field.kind) {
    case 'integer':
    case 'bigint':
    case 'decimal':
      return numberOrder(one, other)
    case 'ref':
    case 'many':
    case 'manyToMany':
      return field.idKind === 'integer' ? numberOrder(one, other) : textOrder(lower(one), lower(other))
    case 'uuid':
      return textOrder(lower(one), lower(other))
    case 'boolean':
      return Number(one === 'true') - Number(other === 'true')
    case 'timestamp':
    case 'date':
      return bigintOrder(microseconds(one), microseconds(other))
    case 'enum':
      return enumOrder(field, one, other)
    case 'json':
      return textOrder(canonical(JSON.parse(one)), canonical(JSON.parse(other)))
    default:
      return field.columnType === 'citext' ? textOrder(lower(one), lower(other)) : textOrder(one, other)
  }
}

const lower = (text: string) => text.toLowerCase()

/** By code points, as a database with the collation C or C.UTF-8 does. */
function textOrder(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}

/** A type of the database has its values in the order in which they were declared. */
function enumOrder({ values, columnType }: FieldModel, one: string, other: string): number {
  if (columnType === undefined || !values) return textOrder(one, other)
  return values.indexOf(one) - values.indexOf(other)
}

function numberOrder(one: string, other: string): number {
  const [a, b] = [parts(one), parts(other)]
  const scale = Math.max(a.scale, b.scale)
  return bigintOrder(a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale))
}

function parts(text: string): { readonly digits: bigint; readonly scale: number } {
  const [whole = '0', fraction = ''] = text.split('.')
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length }
}

function bigintOrder(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}

const momentText =
  /^(\d{1,6})-(\d{2})-(\d{2})(?:[ Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6})\d*)?)?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?( BC)?$/

/** Since 1970, of a date or a moment; without a zone it is UTC. */
export function microseconds(text: string): bigint {
  const match = momentText.exec(text)
  if (!match) throw new Error('A moment has a form that is not known.')
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = ''] = match
  const date = new Date(0)
  date.setUTCFullYear(match[12] ? 1 - Number(year) : Number(year), Number(month) - 1, Number(day))
  date.setUTCHours(Number(hour), Number(minute), Number(second))
  const offset = (match[9] === '-' ? -1 : 1) * (Number(match[10] ?? 0) * 60 + Number(match[11] ?? 0))
  return BigInt(date.getTime() - offset * 60_000) * 1000n + BigInt(fraction.padEnd(6, '0'))
}

/** The same text for values that are equal as jsonb. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`
}
