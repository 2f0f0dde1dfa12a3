/** A change of the live table, said in the language of each contender. */

import type { SourceEdit } from '../release/source-edit.ts'

export const changeNames = [
  'add-required-column',
  'add-index',
  'add-foreign-key',
  'make-unique',
  'widen-integer',
  'rename-column',
  'split-table',
  'drop-column',
] as const
export type ChangeName = (typeof changeNames)[number]

/** A new state of the tables that drizzle-kit knows, or SQL of one's own between two states. */
export type DrizzleStep =
  | { readonly schema: Readonly<Record<string, unknown>> }
  | { readonly sql: readonly string[] }

export interface Change {
  readonly name: ChangeName
  /** What a developer changes in the first release's specification. */
  readonly edits: readonly SourceEdit[]
  /** The field that the load's customers write notes to in the next release; default: as in the first. */
  readonly noteField?: string
  /** Whether `lintel plan` has to be told that values will go. */
  readonly losesData: boolean
  /** The SQL that one writes without thinking of who is using the table. */
  readonly naive: string
  /** From the tables of the first release; drizzle's migrator runs all steps in one transaction. */
  readonly drizzle: readonly DrizzleStep[]
  /** A query whose rows say what is wrong with the result. Other columns beside the new ones are nobody's business. */
  readonly faults: string
}
