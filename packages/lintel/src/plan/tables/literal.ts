/** Values of a specification as SQL, for defaults and conditions. */
import type { Json } from '../../spec/model.ts'
import { textLiteral } from '../sql/column.ts'

const numeric = /^(smallint|integer|bigint|numeric)/
const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

/** The literal of a value in a column of this type. */
export function literal(value: Json, type: string): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (type === 'jsonb') return `${textLiteral(JSON.stringify(value))}::jsonb`
  if (type === 'boolean' || (numeric.test(type) && number.test(text))) return text
  if (/^(text|varchar|char)\b/.test(type)) return textLiteral(text)
  return `${textLiteral(text)}::${type}`
}
