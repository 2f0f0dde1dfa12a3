/** What writes tell: which remembered answers go with them, in the transaction's wake. */
import type { Touch } from '../plan/cache/tags.ts'

/** Where it is told, to every process of the application. */
export const cacheChannel = 'lintel_cache'

/** What one transaction tells. */
export interface Told {
  readonly payload: string
  readonly tags: readonly string[]
}

/** Whoever remembers answers; absent where nobody does, and then writes cost what they cost. */
export interface Changes {
  /** The tags that the write takes with it; `undefined` where no answer can come from what it writes. */
  tagsOf(touch: Touch): readonly string[] | undefined
  /** As the transaction sends it before it ends. */
  telling(tags: ReadonlySet<string>): Told
  /** Told once the transaction has ended, or may have. */
  ended(told: Told): Promise<void>
}

/** What code read, told before each statement is sent. */
export interface Reads {
  /** A statement of ours, whose text names its tables. */
  statement(statement: { readonly text: string }): void
  /** SQL that says nothing of what it reads. */
  unseen(): void
  /** Rows are read as they were before: whatever changes meanwhile may be one of them. */
  snapshot(): void
  /** Something is done that must be done again for each request. */
  acts(): void
}
