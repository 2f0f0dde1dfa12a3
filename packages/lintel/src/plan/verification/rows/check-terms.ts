/** What a CHECK demands, as far as it can be told without a database: a row of simple terms that all hold. */
import { plainTokens } from '../../tables/same-expression.ts'
import type { Token } from '../../tables/sql-tokens.ts'

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>='

export type CheckTerm =
  | { readonly kind: 'bound'; readonly column: string; readonly operator: Operator; readonly value: string }
  | { readonly kind: 'length'; readonly column: string; readonly operator: Operator; readonly value: number }
  | { readonly kind: 'values'; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: 'columns'; readonly column: string; readonly operator: Operator; readonly other: string }
  | { readonly kind: 'present'; readonly column: string }

const operators: readonly string[] = ['=', '<>', '<', '<=', '>', '>=']
const lengths: readonly string[] = ['char_length', 'character_length', 'length']

/** `undefined` for an expression of another kind: only the database can say what satisfies it. */
export function checkTerms(expression: string): readonly CheckTerm[] | undefined {
  const terms = conjuncts(plainTokens(expression)).map(termOf)
  return terms.every((term) => term !== undefined) ? terms : undefined
}

/** The values that an expression mentions: where it is not understood, they are worth a try. */
export function literalsOf(expression: string): string[] {
  return plainTokens(expression).flatMap(({ kind, value }) =>
    kind === 'text' || kind === 'number' ? [value] : [],
  )
}

function termOf(tokens: readonly Token[]): CheckTerm | undefined {
  const [first, ...rest] = tokens
  if (first?.kind !== 'word') return undefined
  if (lengths.includes(first.value)) return lengthTerm(rest)
  const [operator, second] = rest
  const column = first.value
  if (operator?.kind === 'word') {
    if (operator.value === 'in') return valuesTerm(column, rest.slice(1))
    const words = rest.map(({ value }) => value).join(' ')
    return words === 'is not null' ? { kind: 'present', column } : undefined
  }
  if (rest.length !== 2 || !operator || !second || !isOperator(operator.value)) return undefined
  if (second.kind === 'word') return columnsTerm(column, operator.value, second.value)
  return second.kind === 'symbol'
    ? undefined
    : { kind: 'bound', column, operator: operator.value, value: second.value }
}

function lengthTerm([column, operator, bound, ...rest]: readonly Token[]): CheckTerm | undefined {
  if (column?.kind !== 'word' || bound?.kind !== 'number' || rest.length > 0) return undefined
  if (!operator || !isOperator(operator.value)) return undefined
  return { kind: 'length', column: column.value, operator: operator.value, value: Number(bound.value) }
}

function valuesTerm(column: string, list: readonly Token[]): CheckTerm | undefined {
  const values = list.filter((_, at) => at % 2 === 0)
  const commas = list.filter((_, at) => at % 2 === 1)
  const isList = values.every(({ kind }) => kind === 'text' || kind === 'number')
  if (!isList || commas.some(({ value }) => value !== ',')) return undefined
  return { kind: 'values', column, values: values.map(({ value }) => value) }
}

const constants = new Set(['true', 'false', 'null', 'now', 'current_date', 'current_timestamp'])

function columnsTerm(column: string, operator: Operator, other: string): CheckTerm | undefined {
  if (other === 'true' || other === 'false') return { kind: 'bound', column, operator, value: other }
  return constants.has(other) ? undefined : { kind: 'columns', column, operator, other }
}

function isOperator(text: string): text is Operator {
  return operators.includes(text)
}

function conjuncts(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'word' && token.value === 'and') parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}
