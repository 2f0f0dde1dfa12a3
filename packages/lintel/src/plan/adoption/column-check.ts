/** What a CHECK constraint says, where the model can say it: values, bounds of one column, a comparison. */
import type { CheckModel, Json } from '../../spec/model.ts'
import { plainTokens } from '../tables/same-expression.ts'
import type { Token } from '../tables/sql-tokens.ts'

export type ColumnCheck =
  | { readonly kind: 'values'; readonly column: string; readonly values: readonly string[] }
  | {
      readonly kind: 'length' | 'range'
      readonly column: string
      readonly min?: number
      readonly max?: number
    }
  | {
      readonly kind: 'comparison'
      readonly column: string
      readonly operator: CheckModel['operator']
      readonly right: { readonly column: string } | { readonly value: Json }
    }

/**
 * @param expression  SQL, as PostgreSQL writes it
 * @returns           `undefined` for everything else
 */
export function columnCheck(expression: string): ColumnCheck | undefined {
  const tokens = plainTokens(expression)
  return valuesOf(tokens) ?? boundsOf(tokens) ?? comparisonOf(tokens)
}

function valuesOf([column, verb, ...rest]: readonly Token[]): ColumnCheck | undefined {
  if (column?.kind !== 'word') return undefined
  const isOne = isSymbol(verb, '=') && rest.length === 1
  if (!isOne && !(verb?.kind === 'word' && verb.value === 'in')) return undefined
  const values = rest.filter((_, at) => at % 2 === 0)
  const commas = rest.filter((_, at) => at % 2 === 1)
  if (!values.every(({ kind }) => kind === 'text') || !commas.every((each) => isSymbol(each, ',')))
    return undefined
  return { kind: 'values', column: column.value, values: values.map(({ value }) => value) }
}

interface Bound {
  readonly kind: 'length' | 'range'
  readonly column: string
  readonly side: 'min' | 'max'
  readonly value: number
}

function boundsOf(tokens: readonly Token[]): ColumnCheck | undefined {
  const joint = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'and')
  const first = boundOf(joint < 0 ? tokens : tokens.slice(0, joint))
  if (!first) return undefined
  const { kind, column } = first
  if (joint < 0) return { kind, column, [first.side]: first.value }
  const second = boundOf(tokens.slice(joint + 1))
  const fits =
    second?.kind === kind && second.column === column && first.side === 'min' && second.side === 'max'
  return fits ? { kind, column, min: first.value, max: second.value } : undefined
}

/** `price >= 0`, `char_length(name) <= 80`: the forms that Lintel writes itself. */
function boundOf(tokens: readonly Token[]): Bound | undefined {
  const isLength = tokens[0]?.kind === 'word' && tokens[0].value === 'char_length'
  const [column, operator, limit, ...rest] = isLength ? tokens.slice(1) : tokens
  if (column?.kind !== 'word' || limit?.kind !== 'number' || rest.length > 0) return undefined
  const side = isSymbol(operator, '>=') ? 'min' : isSymbol(operator, '<=') ? 'max' : undefined
  const value = Number(limit.value)
  if (side === undefined || String(value) !== limit.value) return undefined
  return { kind: isLength ? 'length' : 'range', column: column.value, side, value }
}

const operators: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']

function comparisonOf([left, operator, right, ...rest]: readonly Token[]): ColumnCheck | undefined {
  if (left?.kind !== 'word' || !right || rest.length > 0) return undefined
  if (operator?.kind !== 'symbol' || !operators.includes(operator.value)) return undefined
  const told = {
    kind: 'comparison' as const,
    column: left.value,
    operator: operator.value as CheckModel['operator'],
  }
  if (right.kind === 'word') return { ...told, right: { column: right.value } }
  if (right.kind === 'text') return { ...told, right: { value: right.value } }
  return String(Number(right.value)) === right.value
    ? { ...told, right: { value: Number(right.value) } }
    : undefined
}

function isSymbol(token: Token | undefined, value: string): boolean {
  return token?.kind === 'symbol' && token.value === value
}
