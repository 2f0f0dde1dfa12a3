/** A new column of a table that may have rows. */
import { quoted } from '../../sql/column.ts'
import type { ColumnSchema } from '../../tables/database-schema.ts'
import { commentOn } from '../comments.ts'
import { alterColumn, alterTable, columnDefinition } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'
import { columnWords } from '../words.ts'

export interface AddColumn {
  readonly kind: 'addColumn'
  readonly table: string
  readonly column: ColumnSchema
  /** SQL of the value that rows get which are there already; they need one where the column is required. */
  readonly fill?: string
}

export function addColumnStep(change: AddColumn): Step {
  const { table, column, fill } = change
  const filled = fill === undefined ? '' : `; rows that are there get ${fill}`
  return {
    ...harmless,
    up: addColumnStatements(change),
    down: [dropColumnStatement(table, column.name)],
    // Since PostgreSQL 11 a default that is computed once is kept beside the table; counting goes row by row.
    rewrites: column.identity === true,
    summary: `add column ${table}.${column.name} (${columnWords(column)}${filled})`,
  }
}

export function addColumnStatements({ table, column, fill }: Omit<AddColumn, 'kind'>): string[] {
  const { name, comment } = column
  const added = fill === undefined ? column : { ...column, default: fill }
  return [
    alterTable(table, `ADD COLUMN ${columnDefinition(added)}`),
    ...(fill === undefined ? [] : [alterColumn(table, name, 'DROP DEFAULT')]),
    ...(comment === undefined ? [] : [commentOn(table, name, comment)]),
  ]
}

export function dropColumnStatement(table: string, column: string): string {
  return alterTable(table, `DROP COLUMN ${quoted(column)}`)
}
