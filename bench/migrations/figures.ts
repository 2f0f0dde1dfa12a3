/** What requests have waited, as figures. */

import type { Waited } from './load/load-plan.ts'

export interface Waits {
  readonly requests: number
  readonly longestMs: number
  readonly p99Ms: number
  readonly failed: number
  /** How many failed with which status; `none` is no answer. */
  readonly failures: Readonly<Record<string, number>>
}

export function waitsOf(waited: readonly Waited[]): Waits {
  const sorted = waited.map(({ waitMs }) => waitMs).sort((left, right) => left - right)
  const failures: Record<string, number> = {}
  for (const { status } of waited.filter((each) => !hasSucceeded(each))) {
    const key = String(status ?? 'none')
    failures[key] = (failures[key] ?? 0) + 1
  }
  return {
    requests: sorted.length,
    longestMs: sorted.at(-1) ?? 0,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    failed: Object.values(failures).reduce((total, count) => total + count, 0),
    failures,
  }
}

// Without a migration every request of the load succeeds, so that a refusal is a failure too.
function hasSucceeded({ status }: Waited): boolean {
  return status !== undefined && status >= 200 && status < 300
}
