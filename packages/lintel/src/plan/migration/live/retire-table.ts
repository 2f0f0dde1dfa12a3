/** A table that newest builds do not know: it stays as it is for older ones. */
import type { TableSchema } from '../../tables/database-schema.ts'
import { type PlanProblem, planProblem } from '../plan-problems.ts'
import type { LiveContext } from './table-plan.ts'

export function retireTable(
  table: TableSchema,
  { number, allowDataLoss }: LiveContext,
): { readonly table: TableSchema; readonly problems: readonly PlanProblem[] } {
  return {
    table: { ...table, retired: { stage: 'serving', by: number } },
    problems: allowDataLoss
      ? []
      : [planProblem('data_loss', `The table ${table.name} would go with its rows.`)],
  }
}
