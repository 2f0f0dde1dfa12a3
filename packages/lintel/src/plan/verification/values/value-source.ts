/** Where the values of a column come from: some near its bounds, and any number of others. */
import type { Random } from '../random.ts'

export interface ValueSource {
  /** Values at which code tends to break, as PostgreSQL reads them. */
  readonly edges: readonly string[]
  draw(random: Random): string
}

/** What the values of a column have to satisfy by themselves. */
export interface ValueRules {
  readonly minLength: number
  readonly maxLength: number
  /** Inclusive; as it is written in SQL. */
  readonly min?: string
  readonly max?: string
  /** The only ones there are. */
  readonly values?: readonly string[]
  /** Worth a try: the conditions mention them. */
  readonly hints: readonly string[]
  /** Compared by `<` or `>` with something: its order must not depend on a collation. */
  readonly ordered: boolean
  /** Bytes that an index has room for. */
  readonly maxBytes: number
}

/** Draws one of these. */
export function oneOf(values: readonly string[]): ValueSource {
  return { edges: values, draw: (random) => random.pick(values) }
}
