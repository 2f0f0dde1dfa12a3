/** A column that nobody declares any more. */
import type { ColumnSchema } from '../../tables/database-schema.ts'
import { harmless, type Step } from '../step.ts'
import { addColumnStatements, dropColumnStatement } from './add-column.ts'

export interface DropColumn {
  readonly kind: 'dropColumn'
  readonly table: string
  readonly column: ColumnSchema
  /** SQL of the value that rows get on the way back, where the column was required: their own values are gone. */
  readonly fill?: string
}

export function dropColumnStep(change: DropColumn): Step {
  const { table, column, fill } = change
  const back = fill === undefined ? '' : `; on the way back rows get ${fill}`
  return {
    ...harmless,
    up: [dropColumnStatement(table, column.name)],
    down: addColumnStatements(change),
    reversible: false,
    destructive: true,
    summary: `drop column ${table}.${column.name} with its values${back}`,
  }
}
