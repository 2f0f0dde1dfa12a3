/** The default of a column as that of a field. */
import type { FieldKind, Json } from '../../spec/model.ts'
import { plainTokens } from '../tables/same-expression.ts'
import type { Token } from '../tables/sql-tokens.ts'
import { type Argument, type Call, call } from './field-expression.ts'

/**
 * @param expression  SQL, as PostgreSQL writes it: `'draft'::character varying`, `CURRENT_TIMESTAMP`
 * @returns           the modifier; `undefined` for an expression that is no constant of this kind
 */
export function defaultCall(expression: string, kind: FieldKind): Call | undefined {
  const tokens = plainTokens(expression)
  const [token] = tokens
  if (!token || tokens.length > 1) return undefined
  if (token.kind === 'word' && token.value === 'now')
    return kind === 'timestamp' ? call('defaultNow') : undefined
  const value = constant(token, kind)
  return value === undefined ? undefined : call('default', value as Argument)
}

/** `DEFAULT NULL` is the same as none. */
export function isNullDefault(expression: string): boolean {
  const [token, ...rest] = plainTokens(expression)
  return rest.length === 0 && token?.kind === 'word' && token.value === 'null'
}

function constant({ kind: form, value }: Token, kind: FieldKind): Json | undefined {
  switch (kind) {
    case 'text':
    case 'enum':
      return form === 'text' ? value : undefined
    case 'integer':
      return form === 'number' && Number.isSafeInteger(Number(value)) ? Number(value) : undefined
    case 'bigint':
      return form === 'number' && /^-?\d+$/.test(value) ? value : undefined
    case 'decimal':
      return form === 'number' && /^-?\d+(\.\d+)?$/.test(value) ? value : undefined
    case 'boolean':
      return form === 'word' && /^(true|false)$/.test(value) ? value === 'true' : undefined
    case 'json':
      return form === 'text' ? jsonValue(value) : undefined
    default:
      return undefined
  }
}

function jsonValue(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
