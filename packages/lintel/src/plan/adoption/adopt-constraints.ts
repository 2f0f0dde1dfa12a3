/** Keys, checks and indexes of a table as options of its entity and rules of its fields; what stays without them. */
import { snakeCase } from '../../spec/names.ts'
import { quoted } from '../sql/column.ts'
import type { CheckSchema, TableSchema } from '../tables/database-schema.ts'
import { sameExpression } from '../tables/same-expression.ts'
import type { AdoptedOptions } from './adopted-entity.ts'
import type { TableFacts } from './catalogue.ts'
import { type ColumnCheck, columnCheck } from './column-check.ts'
import { columnKind } from './column-kind.ts'

export interface Uniques {
  readonly single: ReadonlySet<string>
  /** Columns that are unique together. */
  readonly together: readonly (readonly string[])[]
}

/** @param deletedAt  the column of soft deletion: what is unique among living rows is unique to Lintel */
export function uniquesOf(table: TableSchema, facts: TableFacts | undefined, deletedAt?: string): Uniques {
  const plain = new Set(facts?.indexes.filter(({ isPlain }) => isPlain).map(({ name }) => name))
  const living = deletedAt === undefined ? undefined : `${quoted(deletedAt)} IS NULL`
  const lists = [
    ...table.constraints.flatMap((each) => (each.kind === 'unique' ? [each.columns] : [])),
    ...table.indexes
      .filter((index) => index.unique && index.method === 'btree')
      .filter(({ name, where }) => plain.has(name) || (living && where && sameExpression(where, living)))
      .map(({ parts }) => parts.flatMap((part) => ('column' in part ? [part.column] : []))),
  ]
  const together = new Map(
    lists.filter(({ length }) => length > 1).map((columns) => [columns.join(), columns]),
  )
  return {
    single: new Set(lists.flatMap((columns) => (columns.length === 1 ? columns : []))),
    together: [...together.values()],
  }
}

/** Checks that a field says, one for a column. */
export function fieldChecks(
  table: TableSchema,
  enums: Readonly<Record<string, readonly string[]>>,
): Map<string, ColumnCheck> {
  const found = new Map<string, ColumnCheck>()
  for (const check of checksOf(table)) {
    const said = columnCheck(check.expression)
    const column = table.columns.find(({ name }) => name === said?.column)
    if (!said || !column || found.has(column.name)) continue
    // Values that are the same in capitals are no enum.
    if (said.kind === 'values' && column.type === 'citext') continue
    if (kindsSaying[said.kind]?.includes(columnKind(column.type, enums)?.kind ?? ''))
      found.set(column.name, said)
  }
  return found
}

const kindsSaying: Readonly<Record<ColumnCheck['kind'], readonly string[]>> = {
  values: ['text'],
  length: ['text'],
  range: ['integer', 'decimal'],
  comparison: [],
}

function checksOf(table: TableSchema): CheckSchema[] {
  return table.constraints.filter((each) => each.kind === 'check')
}

/** Field names by column. */
type Fields = ReadonlyMap<string, string>

type Checks = NonNullable<AdoptedOptions['check']>
type Entry = readonly [string, Checks[string]]

/** Comparisons that no field says. */
export function entityChecks(
  table: TableSchema,
  fields: Fields,
  said: ReadonlyMap<string, ColumnCheck>,
): Checks {
  const entries = checksOf(table).flatMap(({ name, expression }): Entry[] => {
    const check = comparison(columnCheck(expression))
    const left = fields.get(check?.column ?? '')
    if (
      !check ||
      left === undefined ||
      [...said.values()].some((each) => sameCheck(each, columnCheck(expression)))
    )
      return []
    if ('value' in check.right) return [[keyOf(table, name), [left, check.operator, check.right]]]
    const field = fields.get(check.right.column)
    return field === undefined ? [] : [[keyOf(table, name), [left, check.operator, { field }]]]
  })
  return Object.fromEntries(entries)
}

function sameCheck(one: ColumnCheck, other: ColumnCheck | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A bound on one side is a comparison too. */
function comparison(check: ColumnCheck | undefined): (ColumnCheck & { kind: 'comparison' }) | undefined {
  if (check?.kind !== 'range') return check?.kind === 'comparison' ? check : undefined
  const { column, min, max } = check
  if (min !== undefined && max !== undefined) return undefined
  const operator = min === undefined ? '<=' : '>='
  return { kind: 'comparison', column, operator, right: { value: min ?? max ?? 0 } }
}

function keyOf(table: TableSchema, constraint: string): string {
  const short = constraint.startsWith(`${table.name}_`) ? constraint.slice(table.name.length + 1) : constraint
  return snakeCase(short.replaceAll(/\W+/g, '_'))
}

/** Plain indexes, except those that a reference has by itself. */
export function declaredIndexes(
  table: TableSchema,
  facts: TableFacts | undefined,
  references: ReadonlySet<string>,
): readonly (readonly string[])[] {
  const plain = new Set(facts?.indexes.filter(({ isPlain }) => isPlain).map(({ name }) => name))
  const lists = table.indexes
    .filter(({ name, unique }) => plain.has(name) && !unique)
    .map(({ parts }) => parts.flatMap((part) => ('column' in part ? [part.column] : [])))
  const uniques = table.constraints.flatMap((each) => (each.kind === 'unique' ? [each.columns] : []))
  const leading = (column: string | undefined) =>
    [...lists, ...uniques].filter(([first]) => first === column).length
  const own = lists.filter(
    ([first, ...rest]) => rest.length > 0 || !references.has(first ?? '') || leading(first) > 1,
  )
  return [...new Map(own.map((columns) => [columns.join(), columns])).values()]
}
