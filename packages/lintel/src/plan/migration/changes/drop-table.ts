/** A table that nobody declares any more. */
import { quoted } from '../../sql/column.ts'
import type { TableSchema } from '../../tables/database-schema.ts'
import { harmless, type Step } from '../step.ts'
import { createTableStatements } from './create-table.ts'

export interface DropTable {
  readonly kind: 'dropTable'
  readonly table: TableSchema
}

export function dropTableStep({ table }: DropTable): Step {
  return {
    ...harmless,
    up: [`DROP TABLE ${quoted(table.name)}`],
    down: createTableStatements(table),
    reversible: false,
    destructive: true,
    summary: `drop table ${table.name} with its rows`,
  }
}
