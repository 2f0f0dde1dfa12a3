/** Another value for rows that bring none. */
import { alterColumn } from '../definitions.ts'
import { harmless, type Step } from '../step.ts'
import { oneLine } from '../words.ts'

export interface ChangeDefault {
  readonly kind: 'changeDefault'
  readonly table: string
  readonly column: string
  /** SQL; absent: none. */
  readonly from?: string
  readonly to?: string
}

export function changeDefaultStep({ table, column, from, to }: ChangeDefault): Step {
  const action = (value: string | undefined) =>
    value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`
  const what =
    to === undefined
      ? `drop the default of ${table}.${column}`
      : `set the default of ${table}.${column} to ${to}`
  return {
    ...harmless,
    up: [alterColumn(table, column, action(to))],
    down: [alterColumn(table, column, action(from))],
    summary: oneLine(what),
  }
}
