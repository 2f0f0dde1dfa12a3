/** A constraint under the name that its renamed table or column gives it. */
import { quoted } from '../../sql/column.ts'
import { alterTable } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'

export interface RenameConstraint {
  readonly kind: 'renameConstraint'
  readonly table: string
  readonly from: string
  readonly to: string
}

export function renameConstraintStep({ table, from, to }: RenameConstraint): Step {
  return {
    ...harmless,
    up: [alterTable(table, `RENAME CONSTRAINT ${quoted(from)} TO ${quoted(to)}`)],
    down: [alterTable(table, `RENAME CONSTRAINT ${quoted(to)} TO ${quoted(from)}`)],
    summary: `rename constraint ${from} to ${to}`,
  }
}
