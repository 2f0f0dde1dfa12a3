/** What a column says beside its kind, as rules and modifiers of a field. */
import { snakeCase } from '../../spec/names.ts'
import type { ColumnSchema } from '../tables/database-schema.ts'
import type { ColumnCheck } from './column-check.ts'
import { defaultCall } from './column-default.ts'
import type { ColumnKind } from './column-kind.ts'
import type { ColumnScope } from './column-scope.ts'
import { type Call, call, type FieldExpression } from './field-expression.ts'

/** The function of `t` with the bounds or values that a check gives. */
export function ruled({ kind, made }: ColumnKind, check: ColumnCheck | undefined): Call {
  if (check?.kind === 'values') return call('enum', ...check.values)
  if (check?.kind !== 'length' && check?.kind !== 'range') return made
  const { min, max } = check
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
  if (kind === 'decimal') return call(made.name, ...made.arguments, bounds)
  return call(made.name, { ...(made.arguments[0] as object | undefined), ...bounds })
}

interface Modified {
  readonly column: ColumnSchema
  /** The column's name if nothing is said. */
  readonly usual: string
  readonly scope: ColumnScope
  readonly kind?: ColumnKind
}

export function withModifiers(
  expression: FieldExpression,
  { column, usual, scope, kind }: Modified,
): FieldExpression {
  const { name, nullable, comment } = column
  const [made, ...rest] = expression.calls
  const value = kind && fieldDefault(column, made.name as 'text', kind)
  const calls: [Call, ...Call[]] = [
    made,
    ...(nullable ? [call('optional')] : []),
    ...(value ? [value] : []),
    ...(scope.uniques.has(name) ? [call('unique')] : []),
    ...(kind?.kind === 'text' ? discretion(name) : []),
    ...(comment === undefined ? [] : [call('describe', comment)]),
    ...(name === usual ? [] : [call('column', name)]),
    ...(kind?.columnType === undefined ? [] : [call('columnType', kind.columnType)]),
    ...rest,
  ]
  return { ...expression, calls }
}

/** A check may have made an enum of a text. */
function fieldDefault(
  column: ColumnSchema,
  made: ColumnKind['kind'],
  { kind }: ColumnKind,
): Call | undefined {
  return column.default === undefined
    ? undefined
    : defaultCall(column.default, made === 'enum' ? 'enum' : kind)
}

const secrets = /password|passwd|secret|token|digest|salt|otp|api_?key|private_?key|encrypted/
const persons = /e?_?mail|phone|first_?name|last_?name|birth|address|(^|_)ip$/

function discretion(column: string): Call[] {
  const words = snakeCase(column)
  if (secrets.test(words) && !words.endsWith('_id')) return [call('private')]
  return persons.test(words) ? [call('personal')] : []
}
