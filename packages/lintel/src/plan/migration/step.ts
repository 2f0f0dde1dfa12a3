/** One change as it is run: its statements there and back, and what they cost. */

/** Locks by PostgreSQL's names, the weakest first. The last one keeps readers out too. */
export type LockMode =
  | 'none'
  | 'SHARE UPDATE EXCLUSIVE'
  | 'SHARE'
  | 'SHARE ROW EXCLUSIVE'
  | 'ACCESS EXCLUSIVE'

export interface Step {
  /** Statements without their semicolons. */
  readonly up: readonly string[]
  readonly down: readonly string[]
  /** The strongest lock that `up` takes on a table that was there before. */
  readonly lock: LockMode
  /** Whether `up` writes every row of the table anew while it holds the lock. */
  readonly rewrites: boolean
  /** Whether `down` gives back the tables and the values that were there before `up`. */
  readonly reversible: boolean
  /** Whether `up` throws values away. */
  readonly destructive: boolean
  /** What it does, on one line: `add column orders.note (text, optional)`. */
  readonly summary: string
}

/** What most steps are: a short lock, nothing rewritten, nothing lost. */
export const harmless = {
  lock: 'ACCESS EXCLUSIVE',
  rewrites: false,
  reversible: true,
  destructive: false,
} as const
