/** An index under the name that its renamed table or column gives it. */
import { quoted } from '../../sql/column.ts'
import { harmless, type Step } from '../step.ts'

export interface RenameIndex {
  readonly kind: 'renameIndex'
  readonly table: string
  readonly from: string
  readonly to: string
}

export function renameIndexStep({ from, to }: RenameIndex): Step {
  return {
    ...harmless,
    up: [`ALTER INDEX ${quoted(from)} RENAME TO ${quoted(to)}`],
    down: [`ALTER INDEX ${quoted(to)} RENAME TO ${quoted(from)}`],
    lock: 'SHARE UPDATE EXCLUSIVE',
    summary: `rename index ${from} to ${to}`,
  }
}
