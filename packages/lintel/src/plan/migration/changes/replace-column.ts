/** A column whose values cannot become values of its new type: it is dropped and made anew. */
import type { ColumnSchema } from '../../tables/database-schema.ts'
import { harmless, type Step } from '../step.ts'
import { addColumnStatements, dropColumnStatement } from './add-column.ts'

export interface ReplaceColumn {
  readonly kind: 'replaceColumn'
  readonly table: string
  readonly from: ColumnSchema
  readonly to: ColumnSchema
  /** SQL of the value that rows get, where the new column is required. */
  readonly fill?: string
  /** The same on the way back. */
  readonly fillBack?: string
}

export function replaceColumnStep({ table, from, to, fill, fillBack }: ReplaceColumn): Step {
  const anew = (column: ColumnSchema, value: string | undefined) => [
    dropColumnStatement(table, column.name),
    ...addColumnStatements({ table, column, ...(value === undefined ? {} : { fill: value }) }),
  ]
  return {
    ...harmless,
    up: anew(to, fill),
    down: anew(from, fillBack),
    rewrites: to.identity === true,
    reversible: false,
    destructive: true,
    summary: `replace column ${table}.${to.name} (${from.type}) by one of ${to.type}, without its values`,
  }
}
