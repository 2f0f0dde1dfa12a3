/** A stage of a change: one migration, and the release that serves customers meanwhile. */

import type { Waits } from './figures.ts'

/**
 * `migrate` while the first release serves; `contract` removes what only that one needed, while the next one serves.
 * A contender without such a distinction has one stage.
 */
export type StageName = 'migrate' | 'contract'

export interface StageFigures {
  readonly stage: StageName
  /** The load alone, right before. */
  readonly baseline: Waits
  /** From the begin of the migration until some seconds after its end. */
  readonly migration: Waits
  readonly durationMs: number
}
