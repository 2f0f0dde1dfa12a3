/** The figures of the runs, as text. */

import { textTable } from '../harness/text-table.ts'
import { busyStages, faultsOf, isWithinBounds } from './bounds.ts'
import type { ContenderName } from './contenders/contender.ts'
import type { Run } from './run.ts'
import type { StageFigures } from './stage.ts'

const heading = [
  'change',
  'contender',
  'stage',
  'longest ms',
  'p99 ms',
  'alone: longest',
  'p99',
  'ratio',
  'failed',
  'of',
  'duration s',
  'within bounds',
]

export function runTable(runs: readonly Run[]): string {
  return textTable([heading, ...runs.flatMap(rows)], 3).join('\n')
}

/** `drop-column, naive: migrate: 714 of 940 requests failed (714 × 500)`, for each run that misses a bound. */
export function faultLines(runs: readonly Run[]): string[] {
  return runs
    .filter((run) => !isWithinBounds(run))
    .map((run) => `${run.change}, ${run.contender}: ${faultsOf(run).map(oneLine).join('; ')}`)
}

/** Says so when the machine was too busy for the figures to mean much. */
export function busyLines(runs: readonly Run[]): string[] {
  const { busy, of } = busyStages(runs)
  if (busy === 0) return []
  return [`The machine was busy: ${busy} of ${of} times the load alone waited longer than the bound.`]
}

/** All contenders on one line; of Lintel also the longest wait and the failed requests. */
export function lastLine(runs: readonly Run[]): string {
  const contenders = [...new Set(runs.map(({ contender }) => contender))]
  return `bench:migrations: ${contenders.map((contender) => summary(runs, contender)).join('; ')}`
}

function summary(all: readonly Run[], contender: ContenderName): string {
  const runs = all.filter((run) => run.contender === contender)
  const stages = runs.flatMap((run) => (run.outcome === 'measured' ? run.stages : []))
  const longestMs = Math.max(0, ...stages.map(({ migration }) => migration.longestMs))
  const failed = stages.reduce((total, { migration }) => total + migration.failed, 0)
  const within = `${contender} ${runs.filter(isWithinBounds).length}/${runs.length} within bounds`
  if (stages.length === 0) return within
  return `${within}, longest ${longestMs.toFixed(0)} ms, ${failed} failed`
}

function rows(run: Run): string[][] {
  if (run.outcome === 'measured') {
    const within = isWithinBounds(run) ? 'yes' : 'no'
    return run.stages.map((stage) => [run.change, run.contender, ...cells(stage), within])
  }
  const nothing = Array.from({ length: heading.length - 3 }, () => '–')
  return [[run.change, run.contender, ...nothing, run.outcome]]
}

function cells({ stage, baseline, migration, durationMs }: StageFigures): string[] {
  return [
    stage,
    migration.longestMs.toFixed(0),
    migration.p99Ms.toFixed(0),
    baseline.longestMs.toFixed(0),
    baseline.p99Ms.toFixed(0),
    (migration.longestMs / baseline.longestMs).toFixed(1),
    String(migration.failed),
    String(migration.requests),
    (durationMs / 1000).toFixed(1),
  ]
}

// A command says first what it looked at, and how to mend it at the end.
function oneLine(text: string): string {
  const lines = text.split('\n')
  return lines.find((line) => /^(refused|error) /.test(line)) ?? lines[0]!
}
