/** How long the steps of a migration may wait and work. */

export interface StepLimits {
  /**
   * A statement that waits longer for a lock gives up and is tried again: who wants the table meanwhile stands in line
   * behind it (default 200).
   */
  readonly lockTimeoutMs?: number
  /** A statement of a brief step that takes longer fails (default 5,000; hand-written: 60,000; 0: none). */
  readonly statementTimeoutMs?: number
  /** How long a step is tried again before it fails (default 600,000). */
  readonly retryForMs?: number
  /** Time that one batch of a backfill should take (default 100). */
  readonly batchTargetMs?: number
  /** Share of the time that a backfill works, from 0 to 1; the rest it rests (default 0.5). */
  readonly dutyCycle?: number
}

export const defaultLimits = {
  lockTimeoutMs: 200,
  retryForMs: 600_000,
  batchTargetMs: 100,
  dutyCycle: 0.5,
} as const
