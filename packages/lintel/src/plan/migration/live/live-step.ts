/** One step of a migration on a live database: what it runs there and back, and what that costs. */

import type { TableLockMode } from '../../verification/lock-modes.ts'

export interface TableLock {
  readonly table: string
  readonly mode: TableLockMode
}

export interface LiveStatement {
  /** Without its semicolon. */
  readonly sql: string
  /** On tables and views that were there before. */
  readonly locks: readonly TableLock[]
  /** The table that it reads or writes row by row; absent: it is a matter of the catalogue. */
  readonly rows?: string
}

/**
 * `brief`: a transaction that holds its locks for milliseconds. `long`: a transaction whose locks let reads and writes
 * go on, so it may take its time. `concurrently`: one statement outside a transaction. `backfill`: one statement, run
 * for one range of keys after the other; `$1` and `$2` are the bounds, both inclusive (a key of two columns has four).
 */
export type StepMode = 'brief' | 'long' | 'concurrently' | 'backfill'

export interface StepBody {
  readonly mode: StepMode
  readonly statements: readonly LiveStatement[]
  /** For a backfill: the table whose keys are walked, and the columns of its key. */
  readonly over?: { readonly table: string; readonly key: readonly string[] }
}

export interface LiveStep {
  /** What it does, on one line. */
  readonly summary: string
  /** What its way back does. */
  readonly undo: string
  /** Absent: nothing is run. */
  readonly up?: StepBody
  readonly down?: StepBody
  /** Whether `down` gives back the values that were there before `up`. */
  readonly reversible: boolean
  /** Whether `up` throws values away. */
  readonly destructive: boolean
}

interface StepParts {
  readonly summary: string
  readonly undo: string
  readonly up?: StepBody | undefined
  readonly down?: StepBody | undefined
  /** Values go. */
  readonly loses?: boolean
  /** Values come where none were, and stay on the way back. */
  readonly fillsEmpty?: boolean
}

/** A step that can be undone and loses nothing, unless it says so. */
export function step({ summary, undo, up, down, loses = false, fillsEmpty = false }: StepParts): LiveStep {
  return {
    summary,
    undo,
    ...(up ? { up } : {}),
    ...(down ? { down } : {}),
    reversible: !loses && !fillsEmpty,
    destructive: loses,
  }
}

/** The same steps on the way back: the last first, each undone. */
export function reversed(steps: readonly LiveStep[]): LiveStep[] {
  return steps
    .toReversed()
    .map(({ summary, undo, up, down }) => step({ summary: undo, undo: summary, up: down, down: up }))
}

export function brief(...statements: readonly LiveStatement[]): StepBody {
  return { mode: 'brief', statements }
}

export function long(...statements: readonly LiveStatement[]): StepBody {
  return { mode: 'long', statements }
}

export function concurrently(statement: LiveStatement): StepBody {
  return { mode: 'concurrently', statements: [statement] }
}

export function backfill(
  over: { readonly table: string; readonly key: readonly string[] },
  statement: LiveStatement,
): StepBody {
  return { mode: 'backfill', over, statements: [statement] }
}
