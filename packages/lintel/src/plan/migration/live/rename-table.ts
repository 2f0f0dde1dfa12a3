/** A table under a new name: older builds find it through a view that has the old one. */
import type { TableSchema } from '../../tables/database-schema.ts'
import type { RenameTable } from '../changes/rename-table.ts'
import { renameTableStep } from '../changes/rename-table.ts'
import { brief, type LiveStep, step } from './live-step.ts'
import { renameColumn, statement } from './statements.ts'
import { createTableView, dropTableView, type ViewBridge } from './table-view.ts'

export interface TableRename {
  readonly rename: RenameTable
  /** Before, with what it keeps for older builds. */
  readonly table: TableSchema
  /** Columns that get other names with it. */
  readonly columns: readonly { readonly from: string; readonly to: string }[]
  readonly number: number
}

export function renameTableLive({ rename, table, columns, number }: TableRename): {
  readonly steps: readonly LiveStep[]
  readonly bridge: ViewBridge
} {
  const { from, to } = rename
  const names = new Map(columns.map((each) => [each.from, each.to]))
  const bridge: ViewBridge = {
    kind: 'view',
    name: from,
    table: to,
    by: number,
    columns: table.columns
      .filter(({ retired }) => retired?.stage !== 'aside')
      .map(({ name }) => ({ column: names.get(name) ?? name, as: name })),
  }
  const { up, down } = renameTableStep(rename)
  const also =
    columns.length === 0
      ? ''
      : `, with its columns ${columns.map((each) => `${each.from} → ${each.to}`).join(', ')}`
  return {
    bridge,
    steps: [
      step({
        summary: `rename table ${from} to ${to}${also}; older builds find it as the view ${from}`,
        undo: `rename table ${to} to ${from}`,
        up: brief(
          ...up.map((sql) => statement(sql, { [from]: 'ACCESS EXCLUSIVE' })),
          ...columns.map((each) => renameColumn(to, each.from, each.to)),
          ...createTableView(bridge),
        ),
        down: brief(
          ...dropTableView(bridge),
          ...columns.map((each) => renameColumn(to, each.to, each.from)),
          ...down.map((sql) => statement(sql, { [to]: 'ACCESS EXCLUSIVE' })),
        ),
      }),
    ],
  }
}
