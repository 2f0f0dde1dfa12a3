/** A statement in words, with its cost. */
import type { StatementCost } from './statement-cost.ts'

export interface StatementDescription extends StatementCost {
  /** What it does, on one line: `create index orders_note_idx on orders, concurrently`. */
  readonly summary: string
  /** The table that `lock` is on, where there is one; for an index, a view or a sequence alone, that itself. */
  readonly relation?: string
  /** The table, or view with rows of its own, that was not there before: nobody waits for it yet. */
  readonly creates?: string
}
