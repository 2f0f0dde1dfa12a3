/** What a column is seen with: its table, and the tables that become entities. */
import type { ForeignKeySchema, TableSchema } from '../tables/database-schema.ts'
import type { TableFacts } from './catalogue.ts'
import type { ColumnCheck } from './column-check.ts'

export interface ColumnScope {
  readonly table: TableSchema
  readonly facts: TableFacts | undefined
  readonly enums: Readonly<Record<string, readonly string[]>>
  /** Names of entities and types of their ids, by table. */
  readonly entities: ReadonlyMap<string, { readonly name: string; readonly idType: string }>
  /** What is unique by itself. */
  readonly uniques: ReadonlySet<string>
  /** Checks of single columns that a field can say. */
  readonly checks: ReadonlyMap<string, ColumnCheck>
}

/** The foreign key of this column alone. */
export function referenceOf(table: TableSchema, column: string): ForeignKeySchema | undefined {
  return table.constraints.find(
    (each): each is ForeignKeySchema =>
      each.kind === 'foreignKey' && each.columns.length === 1 && each.columns[0] === column,
  )
}
