/** What a runner tells while it works. */
import type { Direction } from './ledger.ts'
import type { Blocker } from './lock-blockers.ts'
import type { Migration } from './migration.ts'
import type { ScriptStepMode } from './read-script.ts'
import type { LockHolder } from './runner-lock.ts'

export interface StepPlace {
  readonly direction: Direction
  readonly migration: Migration
  /** Counts from 1. */
  readonly step: number
  readonly steps: number
  readonly title: string
  readonly mode: ScriptStepMode
}

export type MigrationProgress =
  | { readonly event: 'waiting'; readonly holder: LockHolder | undefined }
  | { readonly event: 'started'; readonly direction: Direction; readonly migration: Migration }
  | ({ readonly event: 'step-started' } & StepPlace)
  /** A lock was not to be had; the step is tried again. */
  | ({
      readonly event: 'step-blocked'
      readonly attempt: number
      readonly blockers: readonly Blocker[]
    } & StepPlace)
  /** A batch of a backfill is done. */
  | ({ readonly event: 'step-rows'; readonly rowsDone: number; readonly rowsExpected: number } & StepPlace)
  /** Its statements have run; that they have is not written down yet. */
  | ({ readonly event: 'step-ran' } & StepPlace)
  | ({
      readonly event: 'step-finished'
      readonly durationMs: number
      readonly attempts: number
      readonly rows?: number | undefined
    } & StepPlace)
  | {
      readonly event: 'finished'
      readonly direction: Direction
      readonly migration: Migration
      readonly durationMs: number
    }

export type OnProgress = (progress: MigrationProgress) => void

/** Stands around each statement that a runner sends: to see which locks it takes. */
export type TraceStatement = (traced: TracedStatement, run: () => Promise<number>) => Promise<number>

export interface TracedStatement extends StepPlace {
  readonly sql: string
  readonly line: number
  readonly isInTransaction: boolean
}
