/** A table under a new name. */
import { quoted } from '../../sql/column.ts'
import { alterTable } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'

export interface RenameTable {
  readonly kind: 'renameTable'
  readonly from: string
  readonly to: string
}

export function renameTableStep({ from, to }: RenameTable): Step {
  return {
    ...harmless,
    up: [alterTable(from, `RENAME TO ${quoted(to)}`)],
    down: [alterTable(to, `RENAME TO ${quoted(from)}`)],
    summary: `rename table ${from} to ${to}`,
  }
}
