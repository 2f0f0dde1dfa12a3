/** What the rows of a table come to: digests that do not depend on the order of rows, by row or by bucket of rows. */

export interface DatabaseContents {
  readonly tables: Readonly<Record<string, TableContents>>
}

export interface TableContents {
  readonly rowCount: number
  /** What is measured, in the order of the digests: a column, or a set of columns as `(street, city)`. */
  readonly measures: readonly string[]
  /** Digests over all rows. */
  readonly total: readonly Digests[]
  /** `undefined` for a table without a primary key. */
  readonly rows?: RowDigests
}

/**
 * Two digests of the same values: in a form that does not depend on their type's spelling (`1.5` for `1.50`), and of
 * their text as it is. Values that changed their type are the same when one of them is.
 */
export interface Digests {
  readonly value: bigint
  readonly text: bigint
}

export interface RowDigests {
  /** Whether a group is one row; otherwise it is a bucket of rows whose keys share their last bits. */
  readonly isExact: boolean
  /** By the digest of the primary key, or the number of the bucket. */
  readonly groups: ReadonlyMap<bigint, RowGroup>
}

export interface RowGroup {
  readonly rowCount: number
  readonly digests: readonly Digests[]
}

/** Buckets of a table that is too large to be looked at row by row; a power of two. */
export const bucketCount: bigint = 65_536n

/** The same rows by bucket. */
export function inBuckets({ isExact, groups }: RowDigests): RowDigests {
  if (!isExact) return { isExact, groups }
  const buckets = new Map<bigint, RowGroup>()
  for (const [key, group] of groups) {
    const bucket = key & (bucketCount - 1n)
    const other = buckets.get(bucket)
    buckets.set(bucket, other ? together(other, group) : group)
  }
  return { isExact: false, groups: buckets }
}

function together(one: RowGroup, other: RowGroup): RowGroup {
  const digests = one.digests.map(({ value, text }, at) => ({
    value: value + (other.digests[at]?.value ?? 0n),
    text: text + (other.digests[at]?.text ?? 0n),
  }))
  return { rowCount: one.rowCount + other.rowCount, digests }
}
