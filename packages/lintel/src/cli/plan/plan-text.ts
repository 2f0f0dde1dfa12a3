/** A plan as it is printed: for people, and for machines. */
import type { MigrationPlan } from '../../plan/migration/live/plan-migration.ts'
import {
  planReport,
  type ReportedStatement,
  type ReportedStep,
  type RowCounts,
  rowsWords,
} from '../../plan/migration/live/plan-report.ts'
import { retiredParts } from '../../plan/migration/live/served-schema.ts'
import type { MigrationFiles } from '../../plan/migration/migration-files.ts'
import { oneLine } from '../../plan/migration/words.ts'
import { shortPath } from '../project/generated-file.ts'
import { counted, type Paint, paintFor } from '../terminal.ts'

export interface ShownPlan {
  readonly made: MigrationPlan
  readonly isChange: boolean
  readonly rows: RowCounts
  readonly written: string | undefined
  /** Absent where the plan is refused. */
  readonly files: MigrationFiles | undefined
  /** Whether something is kept for older builds. */
  readonly waits: boolean
}

interface TextOptions {
  readonly check?: boolean
  readonly dryRun?: boolean
  readonly contract?: boolean
}

export function planData({ made, isChange, rows, written, files }: ShownPlan) {
  return {
    ...planReport(made, rows),
    hasChanges: isChange,
    problems: made.problems,
    up: isChange ? (files?.files['up.sql'] ?? null) : null,
    down: isChange ? (files?.files['down.sql'] ?? null) : null,
    written: written === undefined ? null : shortPath(written),
  }
}

export function planText(shown: ShownPlan, options: TextOptions): string {
  const paint = paintFor(process.stdout)
  const { made, isChange, rows, files } = shown
  const waiting = shown.waits ? waitingLines(made, paint) : []
  if (!isChange && made.problems.length === 0) return [nothingWords(options), ...waiting].join('\n')
  const report = planReport(made, rows)
  const isRefused = made.problems.length > 0
  return [
    paint(
      'bold',
      `${counted(report.steps.length, 'step')}${options.contract ? '' : ' since the last migration'}`,
    ),
    ...report.steps.flatMap((step) => stepLines(step, paint)),
    ...made.problems.flatMap(({ code, message, hint }) => [
      '',
      `${paint('red', 'refused')} ${message} ${paint('dim', `[${code}]`)}`,
      `  ${hint}`,
    ]),
    ...(isRefused ? [] : ['', releaseWords(made, paint)]),
    ...waiting,
    ...(options.dryRun && files ? ['', files.files['up.sql']?.trimEnd() ?? ''] : []),
    '',
    verdict(shown, options),
  ].join('\n')
}

function nothingWords({ contract }: TextOptions): string {
  return contract
    ? 'Nothing is kept for older builds: there is nothing to end.'
    : 'The migrations say what the model says: nothing to plan.'
}

function waitingLines({ to }: MigrationPlan, paint: Paint): string[] {
  const parts = retiredParts(to)
  const what = parts.length === 0 ? 'what keeps releases in step' : parts.join(', ')
  return [
    '',
    `${paint('yellow', 'kept for older builds')} ${what}`,
    '  When none of them serves any more: lintel plan --contract',
  ]
}

function releaseWords({ phase, compatibleFrom, number }: MigrationPlan, paint: Paint): string {
  if (compatibleFrom === 0) return 'The release before goes on serving while it runs and afterwards.'
  if (phase === 'contract') {
    return `Builds of migration ${String(compatibleFrom).padStart(4, '0')} and later go on serving; older ones have to be gone.`
  }
  return paint(
    'yellow',
    `The release before cannot serve on it: stop it first (only builds from ${number} on can).`,
  )
}

function stepLines(
  { summary, statements, mode, reversible, destructive }: ReportedStep,
  paint: Paint,
): string[] {
  if (mode === 'none') return []
  const marks = [
    reversible ? 'reversible' : paint('yellow', 'not reversible'),
    ...(destructive ? [paint('red', 'destructive')] : []),
  ]
  return [
    `  ${summary} ${paint('dim', `(${marks.join('; ')})`)}`,
    ...statements.flatMap((statement) => statementLines(statement, paint)),
  ]
}

function statementLines({ sql, locks, rows }: ReportedStatement, paint: Paint): string[] {
  const costs = [
    ...locks.map(({ table, mode, blocks }) => `${mode} on ${table}: ${blocks}`),
    ...(rows ? [`goes through ${rowsWords(rows)} rows`] : []),
  ]
  return [
    `      ${shortened(oneLine(sql))}`,
    `          ${paint('dim', costs.length === 0 ? 'no lock on what was there' : costs.join('; '))}`,
  ]
}

function shortened(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 97)}…`
}

function verdict({ made, written }: ShownPlan, { check, dryRun }: TextOptions): string {
  if (made.problems.length > 0) return 'Nothing was written.'
  if (written !== undefined) {
    return `Wrote ${shortPath(written)}. Review plan.md and up.sql, commit them, and run "lintel migrate up".`
  }
  if (check) return 'Run "lintel plan" to write the migration.'
  return dryRun ? 'Nothing was written (--dry-run).' : ''
}
