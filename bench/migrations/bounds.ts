/** What a change may cost the customers, and which runs keep to it. */

import type { Run } from './run.ts'
import type { StageFigures } from './stage.ts'

const longestWaitMs = 500
/** Where the machine is slow by itself: times the longest wait of the same load without a migration. */
const timesBaseline = 3

export function isWithinBounds(run: Run): boolean {
  return run.outcome === 'measured' && faultsOf(run).length === 0
}

/** One sentence for each bound that is missed. */
export function faultsOf(run: Run): readonly string[] {
  if (run.outcome !== 'measured') return [`${run.outcome}: ${run.reason}`]
  return [...run.stages.flatMap(stageFaults), ...run.faults]
}

function stageFaults(figures: StageFigures): string[] {
  const { stage, migration, baseline } = figures
  const boundMs = Math.max(longestWaitMs, timesBaseline * baseline.longestMs)
  const statuses = Object.entries(migration.failures).map(([status, count]) => `${count} × ${status}`)
  return [
    ...(migration.failed > 0
      ? [`${stage}: ${migration.failed} of ${migration.requests} requests failed (${statuses.join(', ')})`]
      : []),
    ...(migration.longestMs > boundMs
      ? [
          `${stage}: a request waited ${migration.longestMs.toFixed(0)} ms, the bound is ${boundMs.toFixed(0)} ms`,
        ]
      : []),
  ]
}

/** How many stages of how many had to wait longer than the bound without any migration. */
export function busyStages(runs: readonly Run[]): { readonly busy: number; readonly of: number } {
  const stages = runs.flatMap((run) => (run.outcome === 'measured' ? run.stages : []))
  return {
    busy: stages.filter(({ baseline }) => baseline.longestMs > longestWaitMs).length,
    of: stages.length,
  }
}
