/** Medians, ratios between servers, and the targets that Lintel has to reach. */

import type { Sample } from './rounds.ts'
import type { ServerName } from './servers.ts'
import type { WorkloadName } from './workloads.ts'

interface Target {
  readonly workload: WorkloadName
  readonly against: ServerName
  readonly atLeast: number
}

// Creating is not held against Fastify: one inserted row costs both the same.
const targets: readonly Target[] = [
  { workload: 'a', against: 'fastify', atLeast: 1 },
  { workload: 'b', against: 'fastify', atLeast: 1 },
  { workload: 'a', against: 'limit', atLeast: 0.85 },
  { workload: 'b', against: 'limit', atLeast: 0.85 },
  { workload: 'c', against: 'limit', atLeast: 0.8 },
]

/** The middle value; of an even number the mean of the two in the middle; `NaN` of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle]!
  return (sorted[middle - 1]! + sorted[middle]!) / 2
}

/**
 * Requests per second of `server` as a share of those of `against`: the median over the rounds of the ratio within
 * each round, because what disturbs the machine disturbs neighbours in time alike.
 *
 * @returns   `NaN` when one of them was not measured
 */
export function medianRatio(
  samples: readonly Sample[],
  workload: WorkloadName,
  server: ServerName,
  against: ServerName,
): number {
  const of = (name: ServerName) =>
    samples.filter((each) => each.workload === workload && each.server === name)
  const others = of(against)
  if (others.length === 0) return Number.NaN
  return median(
    of(server).map(({ round, requestsPerSecond }) => {
      return requestsPerSecond / others.find((other) => other.round === round)!.requestsPerSecond
    }),
  )
}

/** One sentence for each target of the measured workloads that Lintel misses; a server not measured is a miss. */
export function missedTargets(samples: readonly Sample[]): string[] {
  const measured = new Set(samples.map(({ workload }) => workload))
  return targets.flatMap(({ workload, against, atLeast }) => {
    const ratio = medianRatio(samples, workload, 'lintel', against)
    if (!measured.has(workload) || ratio >= atLeast) return []
    const found = Number.isNaN(ratio) ? 'was not measured' : `is ${ratio.toFixed(3)}`
    return [`${workload}: lintel/${against} ${found}, the target is ${atLeast.toFixed(2)}`]
  })
}
