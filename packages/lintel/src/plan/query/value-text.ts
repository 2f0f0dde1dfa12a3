/** Whether a text from a URL or a cursor is a value of a field's kind, so that the database never sees one that is not. */
import type { FieldKind, FieldModel } from '../../spec/model.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const integer = /^-?(?:0|[1-9][0-9]{0,18})$/
const decimal = /^-?(?:0|[1-9][0-9]{0,37})(?:\.[0-9]{1,20})?$/
const date = /^(\d{4})-(\d{2})-(\d{2})$/
// RFC 3339 §5.6, and PostgreSQL's own form of it.
const timestamp =
  /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$/
const maxBigint = 9_223_372_036_854_775_807n
const maxInteger = 2_147_483_647n

type Checked = Pick<FieldModel, 'kind' | 'default' | 'values' | 'idKind'>

export function isValue(field: Checked, text: string): boolean {
  switch (field.kind as FieldKind) {
    case 'uuid':
      return uuid.test(text)
    case 'ref':
      return field.idKind === 'integer' ? isWhole(text, maxBigint) : uuid.test(text)
    case 'integer':
      return isWhole(text, field.default && 'generated' in field.default ? maxBigint : maxInteger)
    case 'bigint':
      return isWhole(text, maxBigint)
    case 'decimal':
      return decimal.test(text)
    case 'boolean':
      return text === 'true' || text === 'false'
    case 'date':
      return isDay(text)
    case 'timestamp': {
      const match = timestamp.exec(text)
      return match?.[1] !== undefined && isDay(match[1])
    }
    case 'enum':
      return field.values?.includes(text) ?? false
    default:
      return !text.includes('\0')
  }
}

/** Whether a text is an id of a row: a UUID, or a counting number where the entity counts. */
export function isId(field: Checked, text: string): boolean {
  return field.kind === 'uuid' ? uuid.test(text) : isValue(field, text)
}

function isWhole(text: string, limit: bigint): boolean {
  if (!integer.test(text)) return false
  const value = BigInt(text)
  return value <= limit && value >= -limit - 1n
}

function isDay(text: string): boolean {
  const match = date.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  // PostgreSQL has no year 0; 29 February and the like are checked by the calendar.
  const time = new Date(Date.UTC(year, month - 1, day))
  return year > 0 && time.getUTCMonth() === month - 1 && time.getUTCDate() === day
}
