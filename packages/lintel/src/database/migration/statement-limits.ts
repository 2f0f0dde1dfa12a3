/** How long the statements of a migration may wait and work. */

export interface StatementLimits {
  /** A statement that waits longer for a lock fails (default 5,000). */
  readonly lockTimeoutMs?: number
  /** A statement that takes longer fails (default 60,000 in a transaction, none outside; 0: none). */
  readonly statementTimeoutMs?: number
}
