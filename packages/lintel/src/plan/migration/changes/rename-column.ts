/** A column under a new name. */
import { quoted } from '../../sql/column.ts'
import { alterTable } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'

export interface RenameColumn {
  readonly kind: 'renameColumn'
  readonly table: string
  readonly from: string
  readonly to: string
}

export function renameColumnStep({ table, from, to }: RenameColumn): Step {
  return {
    ...harmless,
    up: [alterTable(table, `RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`)],
    down: [alterTable(table, `RENAME COLUMN ${quoted(to)} TO ${quoted(from)}`)],
    summary: `rename column ${table}.${from} to ${to}`,
  }
}
