/** What comes of verifying a migration. */
import type { TableLockMode } from '../../../plan/verification/lock-modes.ts'
import type { Shortage } from '../../../plan/verification/rows/row.ts'
import type { Direction } from '../../migration/ledger.ts'

export interface Verification {
  /** `0007-add-notes` */
  readonly folder: string
  /** Rows that were in each table before. */
  readonly rows: Readonly<Record<string, number>>
  /** Tables with fewer than were asked for, columns without values. */
  readonly shortages: readonly Shortage[]
  readonly statements: readonly VerifiedStatement[]
  readonly findings: readonly VerificationFinding[]
  /** What was not tried, and what is declared to be so. */
  readonly notes: readonly string[]
}

export interface VerifiedStatement {
  readonly direction: Direction
  /** Counts from 1. */
  readonly step: number
  readonly file: string
  readonly line: number
  readonly sql: string
  /** More than 1 for the batches of a backfill. */
  readonly runs: number
  /** By plan.json; `null` where no plan answers for it. */
  readonly declared: readonly { readonly table: string; readonly mode: TableLockMode }[] | null
  /** On tables and views that were there before the migration. */
  readonly taken: readonly VerifiedLock[]
  /** Tables that were there before and whose rows were all written anew. */
  readonly rewritten: readonly string[]
}

export interface VerifiedLock {
  readonly table: string
  readonly mode: TableLockMode
  /** At most, in milliseconds: until the end of the transaction, with the time that watching takes. */
  readonly heldMs: number
}

export interface VerificationFinding {
  readonly code: VerificationCode
  readonly direction: Direction
  readonly message: string
  readonly file: string
  readonly line?: number | undefined
  readonly hint?: string | undefined
  /** That did not come to its end. */
  readonly statement?: string | undefined
}

/**
 * `failed`: a statement did not run. `schema-differs`: the way up does not lead to the snapshot. `not-undone`: the way
 * back does not lead to the schema before. `not-repeated`: the second way up leads elsewhere. `rows-lost`, `values-lost`:
 * on the way up, or on the way back. `lock-stronger`, `rewrite`: more than is declared. `blocking`: a lock that others
 * wait for is held while rows are gone through.
 */
export type VerificationCode =
  | 'failed'
  | 'schema-differs'
  | 'not-undone'
  | 'not-repeated'
  | 'rows-lost'
  | 'values-lost'
  | 'lock-stronger'
  | 'rewrite'
  | 'blocking'
