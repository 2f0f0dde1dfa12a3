/** Another description. */
import { commentOn } from '../comments.ts'
import { harmless, type Step } from '../step.ts'

export interface ChangeComment {
  readonly kind: 'changeComment'
  readonly table: string
  /** Absent: the description is the table's. */
  readonly column?: string
  readonly from?: string
  readonly to?: string
}

export function changeCommentStep({ table, column, from, to }: ChangeComment): Step {
  return {
    ...harmless,
    up: [commentOn(table, column, to)],
    down: [commentOn(table, column, from)],
    lock: 'SHARE UPDATE EXCLUSIVE',
    summary: `${to === undefined ? 'drop the description of' : 'describe'} ${table}${column === undefined ? '' : `.${column}`}`,
  }
}
