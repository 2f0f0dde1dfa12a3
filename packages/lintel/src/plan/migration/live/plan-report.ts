/** A plan as it is reviewed: each statement, the lock it takes and what that holds up, the rows it touches, the way back. */

import { lockModes } from '../../verification/lock-modes.ts'
import { oneLine } from '../words.ts'
import { blockedBy } from './cost-words.ts'
import type { LiveStep, StepBody, StepMode, TableLock } from './live-step.ts'
import type { MigrationPlan } from './plan-migration.ts'
import { isWaiting, retiredParts } from './served-schema.ts'

/** About how many rows each table has; tables that are not named are not known. */
export type RowCounts = Readonly<Record<string, number>>

export interface ReportedStatement {
  readonly sql: string
  readonly locks: readonly (TableLock & { readonly blocks: string })[]
  /** The table whose rows it goes through, and about how many there are; absent: none. */
  readonly rows?: { readonly table: string; readonly count: number | null }
}

export interface ReportedStep {
  /** Counts from 1. */
  readonly step: number
  readonly summary: string
  /** `none`: nothing is run. */
  readonly mode: StepMode | 'none'
  readonly statements: readonly ReportedStatement[]
  /** Never: a column that would need it is filled beside the old one. */
  readonly rewrites: false
  readonly reversible: boolean
  readonly destructive: boolean
  readonly undo: string
  readonly undoMode: StepMode | 'none'
  readonly undoStatements: readonly ReportedStatement[]
}

export interface PlanReport {
  readonly phase: MigrationPlan['phase']
  readonly number: number
  /** Whether builds of the migration before can go on serving; `from`: those of this migration and later. */
  readonly previousRelease: 'goes on' | 'stops'
  readonly compatibleFrom: number
  readonly reversible: boolean
  readonly steps: readonly ReportedStep[]
  /** What the next contract ends. */
  readonly keptForOlderBuilds: readonly string[]
}

export function planReport(plan: MigrationPlan, rows: RowCounts = {}): PlanReport {
  const steps = plan.steps.map((step, index) => reportStep(step, index + 1, rows))
  return {
    phase: plan.phase,
    number: plan.number,
    previousRelease: plan.phase === 'contract' || plan.compatibleFrom < plan.number ? 'goes on' : 'stops',
    compatibleFrom: plan.compatibleFrom,
    reversible: steps.every(({ reversible }) => reversible),
    steps,
    keptForOlderBuilds: isWaiting(plan.to) ? retiredParts(plan.to) : [],
  }
}

function reportStep(step: LiveStep, number: number, rows: RowCounts): ReportedStep {
  const { summary, undo, up, down, reversible, destructive } = step
  return {
    step: number,
    summary: oneLine(summary),
    mode: up?.mode ?? 'none',
    statements: reportStatements(up, rows),
    rewrites: false,
    reversible,
    destructive,
    undo: oneLine(undo),
    undoMode: down?.mode ?? 'none',
    undoStatements: reportStatements(down, rows),
  }
}

function reportStatements(body: StepBody | undefined, counts: RowCounts): ReportedStatement[] {
  return (body?.statements ?? []).map(({ sql, locks, rows }) => ({
    sql,
    locks: locks.map((lock) => ({ ...lock, blocks: blockedBy(lock.mode) })),
    ...(rows === undefined ? {} : { rows: { table: rows, count: counts[rows] ?? null } }),
  }))
}

/** The report for people: `plan.md`. */
export function planMarkdown(report: PlanReport, title: string): string {
  const { steps, keptForOlderBuilds, previousRelease, reversible, phase } = report
  const kept = keptForOlderBuilds.length === 0 ? [] : [keptWords(keptForOlderBuilds), '']
  return [
    `# ${title}`,
    '',
    `${phaseWords[phase]} ${releaseWords(report, previousRelease)} ${reversible ? 'Every step can be undone.' : 'Not every value comes back on the way down.'}`,
    '',
    ...kept,
    '| step | what it does | lock | meanwhile | rows | way back |',
    '|---|---|---|---|---|---|',
    ...steps.map(stepRow),
    '',
    ...steps.flatMap(stepSection),
  ].join('\n')
}

const phaseWords = {
  expand: 'This migration adds; what older builds use stays.',
  contract: 'This migration ends what was kept for older builds.',
  'by-hand': 'This migration is written by hand: its locks are for its author to know.',
} as const

function releaseWords(
  { compatibleFrom }: PlanReport,
  previousRelease: PlanReport['previousRelease'],
): string {
  if (compatibleFrom === 0) return 'Every build goes on serving while it runs and afterwards.'
  const name = String(compatibleFrom).padStart(4, '0')
  return previousRelease === 'stops'
    ? `Only builds of migration ${name} and later can serve afterwards: stop the others first.`
    : `Builds of migration ${name} and later go on serving; older ones have to be gone.`
}

function keptWords(parts: readonly string[]): string {
  return `Kept for older builds until the next contract: ${parts.join(', ')}.`
}

function stepRow({ step, summary, statements, reversible, mode }: ReportedStep): string {
  const locks = statements.flatMap(({ locks }) => locks)
  const strongest = locks.toSorted((one, other) => strength(other) - strength(one))[0]
  const rows = statements.flatMap((each) => (each.rows ? [rowsWords(each.rows)] : []))
  const cells = [
    String(step),
    summary,
    strongest ? `${strongest.mode} on ${strongest.table}` : 'none',
    strongest ? `${strongest.blocks}${mode === 'brief' ? ' for milliseconds' : ''}` : 'nothing waits',
    rows.join('; ') || 'none',
    reversible ? 'yes' : 'without its values',
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function strength({ mode }: TableLock): number {
  return lockModes.indexOf(mode)
}

export function rowsWords({
  table,
  count,
}: {
  readonly table: string
  readonly count: number | null
}): string {
  return count === null ? `all of ${table}` : `all of ${table}, about ${count.toLocaleString('en-US')}`
}

function stepSection({ step, summary, statements, undo, mode }: ReportedStep): string[] {
  if (statements.length === 0) return []
  return [
    `## ${step}. ${summary}`,
    '',
    `${modeWords[mode]} Undone by: ${undo}.`,
    '',
    '```sql',
    ...statements.map(({ sql }) => `${sql};`),
    '```',
    '',
  ]
}

const modeWords = {
  brief: 'In a transaction of its own, tried again where its locks are not to be had at once.',
  long: 'In a transaction of its own; reads and writes go on.',
  concurrently: 'Outside a transaction; reads and writes go on.',
  backfill: 'In batches of rows, each a short transaction, with rests in between.',
  none: 'Nothing is run.',
} as const
