/** Generated rows as a table of a query: a parameter for each column, an array of texts, read as the column's type. */
import { quoted } from '../../../plan/sql/column.ts'
import { columnType } from '../../../plan/verification/column-type.ts'
import type { TableRows } from '../../../plan/verification/rows/row.ts'

export interface RowSource {
  /** A SELECT whose columns have the names and types of the table's, and `place`, the number of the row from 0. */
  readonly sql: string
  readonly parameters: readonly (readonly (string | null)[])[]
}

/** @param firstParameter  number of the first `$` */
export function rowSource({ table, columns, rows }: TableRows, firstParameter = 1): RowSource {
  const typeOf = (name: string) =>
    castType(table.columns.find((column) => column.name === name)?.type ?? 'text')
  const values = columns.map((name, at) => `v.${alias(at)}::${typeOf(name)} AS ${quoted(name)}`)
  const arrays = columns.map((_, at) => `$${firstParameter + at}::text[]`)
  const aliases = [...columns.map((_, at) => alias(at)), 'place']
  return {
    sql: `SELECT ${[...values, 'v.place - 1 AS "lintel place"'].join(', ')}
          FROM unnest(${arrays.join(', ')}) WITH ORDINALITY AS v(${aliases.join(', ')})`,
    parameters: columns.map((name) => rows.map((row) => row[name] ?? null)),
  }
}

const alias = (at: number) => `c${at}`

/** `serial` makes a column, but no value can be cast to it. */
function castType(type: string): string {
  return /^(small|big)?serial$/.test(type) ? columnType(type).base : type
}
