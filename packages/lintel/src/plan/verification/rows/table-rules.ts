/** What the rows of a table have to satisfy: rules for each column, terms over a row, and what only a database can judge. */
import type { CheckSchema, ColumnSchema, IndexSchema, TableSchema } from '../../tables/database-schema.ts'
import { columnType } from '../column-type.ts'
import type { ValueRules } from '../values/value-source.ts'
import { type CheckTerm, checkTerms, literalsOf } from './check-terms.ts'
import { isComparable } from './compare-values.ts'

export interface TableRules {
  readonly columns: ReadonlyMap<string, ValueRules>
  readonly terms: readonly NamedTerm[]
  /** Conditions that are not understood: the database is asked whether a row satisfies them. */
  readonly unproven: readonly CheckSchema[]
  /** Unique indexes over expressions: the database is asked which rows meet. */
  readonly unprovenKeys: readonly IndexSchema[]
}

export interface NamedTerm {
  readonly check: string
  readonly term: CheckTerm
}

export function tableRules(table: TableSchema): TableRules {
  const understood: NamedTerm[] = []
  const unproven: CheckSchema[] = []
  for (const check of table.constraints.filter((each) => each.kind === 'check')) {
    const terms = checkTerms(check.expression)
    if (terms?.every((term) => isPlain(term, table)))
      understood.push(...terms.map((term) => ({ check: check.name, term })))
    else unproven.push(check)
  }
  const columns = table.columns.map((column): [string, ValueRules] => [
    column.name,
    columnRules(column, { table, terms: understood.map(({ term }) => term), unproven }),
  ])
  const unprovenKeys = table.indexes.filter(
    ({ unique, parts }) => unique && parts.some((part) => 'expression' in part),
  )
  return { columns: new Map(columns), terms: understood, unproven, unprovenKeys }
}

const ordering = ['<', '<=', '>', '>=']

/** Whether it can be told without a database that a row satisfies a term. */
function isPlain(term: CheckTerm, table: TableSchema): boolean {
  const typeOf = (name: string) => table.columns.find((column) => column.name === name)?.type
  const type = typeOf(term.column)
  if (type === undefined) return false
  if (term.kind === 'present' || term.kind === 'values') return true
  if (term.kind === 'length') return ['text', 'varchar', 'char'].includes(columnType(type).base)
  if (!isComparable(type)) return false
  if (term.kind === 'columns')
    return isComparable(typeOf(term.other) ?? '') && sameFamily(type, typeOf(term.other))
  return !isText(type) || !ordering.includes(term.operator)
}

function sameFamily(one: string, other: string | undefined): boolean {
  return other !== undefined && family(one) === family(other)
}

function family(type: string): string {
  const { base } = columnType(type)
  if (isText(type)) return 'text'
  return /^(smallint|integer|bigint|numeric|real|double precision)$/.test(base) ? 'number' : base
}

const isText = (type: string) => ['text', 'varchar', 'char'].includes(columnType(type).base)

interface Scope {
  readonly table: TableSchema
  readonly terms: readonly CheckTerm[]
  readonly unproven: readonly CheckSchema[]
}

function columnRules(column: ColumnSchema, { table, terms, unproven }: Scope): ValueRules {
  const own = terms.filter((term) => term.column === column.name)
  const lengths = own.filter((term) => term.kind === 'length')
  const bounds = own.filter((term) => term.kind === 'bound')
  const lower = bounds.filter(({ operator }) => operator === '>=' || operator === '>')
  const upper = bounds.filter(({ operator }) => operator === '<=' || operator === '<')
  const values = allowedValues(own)
  return {
    ...lengthBounds(lengths),
    ...(lower[0] ? { min: extreme(lower, 1) } : {}),
    ...(upper[0] ? { max: extreme(upper, -1) } : {}),
    ...(values ? { values } : {}),
    hints: unproven.flatMap((check) => hintsFor(column, check)),
    ordered: terms.some((term) => term.kind === 'columns' && [term.column, term.other].includes(column.name)),
    maxBytes: indexRoom(column.name, table),
  }
}

type BoundTerm = Extract<CheckTerm, { readonly kind: 'bound' }>
type LengthTerm = Extract<CheckTerm, { readonly kind: 'length' }>

function lengthBounds(terms: readonly LengthTerm[]): Pick<ValueRules, 'minLength' | 'maxLength'> {
  let [minLength, maxLength] = [0, Infinity]
  for (const { operator, value } of terms) {
    if (operator === '>=' || operator === '=') minLength = Math.max(minLength, value)
    if (operator === '>') minLength = Math.max(minLength, value + 1)
    if (operator === '<=' || operator === '=') maxLength = Math.min(maxLength, value)
    if (operator === '<') maxLength = Math.min(maxLength, value - 1)
  }
  return { minLength, maxLength }
}

/** The strictest of several bounds. */
function extreme(terms: readonly BoundTerm[], direction: 1 | -1): string {
  const values = terms.map(({ value }) => value)
  const isNumber = values.every((value) => Number.isFinite(Number(value)))
  const sorted = values.toSorted((one, other) =>
    isNumber ? Number(one) - Number(other) : one < other ? -1 : 1,
  )
  return sorted.at(direction === 1 ? -1 : 0) ?? ''
}

function allowedValues(terms: readonly CheckTerm[]): readonly string[] | undefined {
  const lists = terms.flatMap((term) => {
    if (term.kind === 'values') return [term.values]
    return term.kind === 'bound' && term.operator === '=' ? [[term.value]] : []
  })
  const [first, ...others] = lists
  return first?.filter((value) => others.every((list) => list.includes(value)))
}

function hintsFor({ name, type }: ColumnSchema, check: CheckSchema): string[] {
  if (!check.columns.includes(name)) return []
  const { base, isArray, arguments: given } = columnType(type)
  const literals = literalsOf(check.expression)
  if (isArray) return []
  if (['text', 'varchar', 'char'].includes(base))
    return literals.filter((text) => text.length <= (given[0] ?? Infinity))
  // Small enough for every type of number that there is.
  const isSmall = (text: string) => /^\d{1,4}$/.test(text)
  return family(type) === 'number' && base !== 'numeric' ? literals.filter(isSmall) : []
}

// https://www.postgresql.org/docs/current/btree.html: an entry takes at most a third of a page, 2704 bytes.
const entryBytes = 2_400

function indexRoom(column: string, { constraints, indexes }: TableSchema): number {
  const keys = constraints.filter((each) => each.kind === 'primaryKey' || each.kind === 'unique')
  const listed = indexes.map(({ parts, columns }) => ({
    columns: [...columns, ...parts.flatMap((part) => ('column' in part ? [part.column] : []))],
    size: parts.length,
    // Of an expression over columns that are not listed, nothing is known.
    isOpen: columns.length === 0,
  }))
  const all = [...keys.map(({ columns }) => ({ columns, size: columns.length, isOpen: false })), ...listed]
  const holding = all.filter(({ columns, isOpen }) => isOpen || columns.includes(column))
  return holding.length === 0
    ? Infinity
    : Math.floor(entryBytes / Math.max(...holding.map(({ size }) => size)))
}
