/** A new table with all that belongs to it, except what it refers to. */
import { quoted } from '../../sql/column.ts'
import type { TableSchema } from '../../tables/database-schema.ts'
import { commentsOf } from '../comments.ts'
import { columnDefinition, constraintDefinition, createIndex } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'

export interface CreateTable {
  readonly kind: 'createTable'
  readonly table: TableSchema
}

export function createTableStep({ table }: CreateTable): Step {
  return {
    ...harmless,
    up: createTableStatements(table),
    down: [`DROP TABLE ${quoted(table.name)}`],
    lock: 'none',
    summary: `create table ${table.name} (${table.columns.length} columns)`,
  }
}

/** Foreign keys are left out: their targets may not be there yet. */
export function createTableStatements(table: TableSchema): string[] {
  const constraints = table.constraints.filter(({ kind }) => kind !== 'foreignKey')
  const lines = [...table.columns.map(columnDefinition), ...constraints.map(constraintDefinition)]
  return [
    `CREATE TABLE ${quoted(table.name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`,
    ...table.indexes.map((index) => createIndex(table.name, index)),
    ...commentsOf(table),
  ]
}
