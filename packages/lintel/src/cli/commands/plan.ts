/** `lintel plan`: the difference between the model and the last migration, and the migration that makes it good. */
import type { Command } from 'commander'
import { latestSnapshot, readMigrations, writeMigration } from '../../database/migration/read-migrations.ts'
import { migrationFiles } from '../../plan/migration/migration-files.ts'
import { type MigrationPlan, planMigration } from '../../plan/migration/plan-migration.ts'
import type { Step } from '../../plan/migration/step.ts'
import { keptParts } from '../../plan/tables/kept-parts.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { migrationsDirectory } from '../../service/project.ts'
import { exitCode } from '../exit-code.ts'
import { shortPath } from '../project/generated-file.ts'
import { openApplication } from '../project/open-application.ts'
import { counted, type Paint, paintFor, print, printJson } from '../terminal.ts'

interface Options {
  readonly name?: string
  readonly allowDataLoss?: boolean
  readonly check?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

export function define(command: Command): void {
  command
    .description('Show what changed in the model since the last migration, and write migrations/NNNN-name.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--name <words>', 'name of the migration (default: what its first change does)')
    .option('--allow-data-loss', 'also plan what throws values away')
    .option('--check', 'write nothing; exit 1 when the model has changes that no migration says')
    .option('--dry-run', 'write nothing; print the SQL')
    .option('--json', 'print the plan as JSON')
    .action(plan)
}

async function plan(directory: string, options: Options): Promise<void> {
  const { project, application } = await openApplication(directory)
  const folder = migrationsDirectory(project)
  const migrations = await readMigrations(folder)
  const { allowDataLoss = false } = options
  const latest = latestSnapshot(migrations)
  const made = planMigration(latest, keptParts(tablesOf(application.model), latest), { allowDataLoss })
  const writes = !options.check && !options.dryRun && made.changes.length > 0 && made.problems.length === 0
  const number = migrations.length + 1
  const written = writes
    ? await writeMigration(folder, migrationFiles(made, number, options.name ?? nameOf(made, number)))
    : undefined
  if (options.json) printJson(asData(made, written))
  else print(asText(made, written, options))
  if (made.problems.length > 0 || (options.check && made.changes.length > 0))
    process.exitCode = exitCode.refused
}

/** `add column orders.note (text, optional)` → `add column orders note` */
function nameOf({ steps }: MigrationPlan, number: number): string {
  if (number === 1) return 'start'
  const [first = 'change'] = (steps[0]?.summary ?? '').split(/[(:]/)
  return steps.length > 1 ? `${first} and more` : first
}

function asData({ changes, steps, up, down, problems }: MigrationPlan, written: string | undefined) {
  return {
    changes: steps.map(({ summary, lock, rewrites, reversible, destructive }, index) => {
      return { kind: changes[index]?.kind, summary, lock, rewrites, reversible, destructive }
    }),
    problems,
    up,
    down,
    written: written === undefined ? null : shortPath(written),
  }
}

function asText(made: MigrationPlan, written: string | undefined, { check, dryRun }: Options): string {
  const paint = paintFor(process.stdout)
  const { steps, problems } = made
  if (steps.length === 0) return 'The migrations say what the model says: nothing to plan.'
  const lines = [
    paint('bold', `${counted(steps.length, 'change')} since the last migration`),
    ...steps.flatMap((step) => stepLines(step, paint)),
    ...problems.flatMap(({ code, message, hint }) => [
      '',
      `${paint('red', 'refused')} ${message} ${paint('dim', `[${code}]`)}`,
      `  ${hint}`,
    ]),
  ]
  if (dryRun && problems.length === 0) lines.push('', made.up.trimEnd())
  lines.push('', verdict({ written, hasProblems: problems.length > 0, isCheck: check === true }))
  return lines.join('\n')
}

function stepLines({ summary, lock, rewrites, reversible, destructive }: Step, paint: Paint): string[] {
  const costs = [
    lock === 'none' ? 'no lock on an existing table' : `lock: ${lock}`,
    ...(rewrites ? [paint('yellow', 'rewrites the table')] : []),
    reversible ? 'reversible' : paint('yellow', 'not reversible'),
    ...(destructive ? [paint('red', 'destructive')] : []),
  ]
  return [`  ${summary}`, `      ${paint('dim', costs.join('; '))}`]
}

interface Outcome {
  readonly written: string | undefined
  readonly hasProblems: boolean
  readonly isCheck: boolean
}

function verdict({ written, hasProblems, isCheck }: Outcome): string {
  if (hasProblems) return 'Nothing was written.'
  if (written === undefined)
    return isCheck ? 'Run "lintel plan" to write the migration.' : 'Nothing was written (--dry-run).'
  return `Wrote ${shortPath(written)}. Review it, commit it, and run "lintel migrate up".`
}
