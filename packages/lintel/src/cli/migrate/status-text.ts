/** Where a database stands among its migrations, in words and as data. */
import type { Migration } from '../../database/migration/migration.ts'
import type { MigrationStatus } from '../../database/migration/migration-status.ts'
import type { UnfinishedMigration } from '../../database/migration/progress.ts'
import { readScript } from '../../database/migration/read-script.ts'
import { isWaiting, retiredParts } from '../../plan/migration/live/served-schema.ts'
import { databasePlace } from '../database-failure.ts'
import { columns, paintFor } from '../terminal.ts'

export function statusData({
  migrations,
  pending,
  problem,
  outdated,
  unfinished,
  running,
  ahead,
}: MigrationStatus) {
  return {
    database: databasePlace(process.env.DATABASE_URL) ?? 'embedded',
    migrations,
    pending,
    ahead,
    outdated: outdated ?? null,
    problem: problem ? { code: problem.code, message: problem.message, hint: problem.hint } : null,
    unfinished: unfinished ?? null,
    running: running ?? null,
  }
}

export function statusText(status: MigrationStatus, files: readonly Migration[]): string {
  const { migrations, pending, problem, outdated, unfinished, running, ahead } = status
  const paint = paintFor(process.stdout)
  const rows = migrations.map(({ folder, appliedAt, durationMs }) => [
    folder,
    appliedAt === undefined ? 'pending' : `applied ${appliedAt}`,
    durationMs === undefined ? '' : `${durationMs} ms`,
  ])
  const place = databasePlace(process.env.DATABASE_URL) ?? 'the embedded database'
  return [
    ...(rows.length > 0 ? columns(rows) : ['There are no migrations yet: "lintel plan" writes the first.']),
    '',
    `${migrations.length - pending} applied, ${pending} pending, on ${place}.`,
    ...(ahead.length > 0 ? [`${ahead.length} of a newer build are applied, too.`] : []),
    ...(outdated === undefined ? [] : [paint('red', outdated)]),
    ...(unfinished ? unfinishedLines(unfinished, files).map((line) => paint('red', line)) : []),
    ...(running ? [paint('yellow', `A runner is at work: pid ${running.pid}, ${running.address}.`)] : []),
    ...waitingLines(status, files),
    ...(problem ? [`${paint('red', problem.message)} [${problem.code}]`, `  ${problem.hint}`] : []),
  ].join('\n')
}

/** What is done of it, and what is left. */
function unfinishedLines(unfinished: UnfinishedMigration, files: readonly Migration[]): string[] {
  const { number, name, direction, stepsDone, stepsTotal, position, rowsDone, rowsExpected } = unfinished
  const folder = `${String(number).padStart(4, '0')}-${name}`
  const script = files.find((each) => each.number === number)?.[direction]
  const next = script ? readScript(script).steps[stepsDone]?.title.replace(/^\d+\. /, '') : undefined
  const left = Math.max((rowsExpected ?? 0) - rowsDone, 0)
  return [
    `${folder} stopped on its way ${direction}, after ${stepsDone} of ${stepsTotal} steps.`,
    ...(next === undefined || next === '' ? [] : [`  Next: ${next}`]),
    ...(position
      ? [
          `  ${rowsDone.toLocaleString('en-US')} rows are done, about ${left.toLocaleString('en-US')} are left.`,
        ]
      : []),
    `  "lintel migrate ${direction}" goes on there; "lintel migrate ${direction === 'up' ? 'down' : 'up'}" goes back.`,
  ]
}

function waitingLines({ migrations }: MigrationStatus, files: readonly Migration[]): string[] {
  const applied = migrations.filter(({ appliedAt }) => appliedAt !== undefined).at(-1)
  const snapshot = files.find(({ number }) => number === applied?.number)?.snapshot
  if (!snapshot || !isWaiting(snapshot)) return []
  const parts = retiredParts(snapshot)
  return [`Kept for older builds: ${parts.length === 0 ? 'what keeps releases in step' : parts.join(', ')}.`]
}
