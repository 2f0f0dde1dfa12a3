/** `lintel migrate`: applies migrations, undoes them, shows where the database stands, and sets it right. */
import { type Command, InvalidArgumentError } from 'commander'
import { migrateDown, migrateUp } from '../../database/migration/migrate.ts'
import type { Migration } from '../../database/migration/migration.ts'
import { migrationStatus } from '../../database/migration/migration-status.ts'
import { readMigrations } from '../../database/migration/read-migrations.ts'
import { findRepairs, repair } from '../../database/migration/repair.ts'
import { revertUnplanned } from '../../database/migration/unplanned.ts'
import { migrationsDirectory } from '../../service/project.ts'
import { exitCode } from '../exit-code.ts'
import { dryRun, dryRunText } from '../migrate/dry-run.ts'
import { progressLine } from '../migrate/progress-line.ts'
import { statusData, statusText } from '../migrate/status-text.ts'
import { loadEnvironment } from '../project/environment.ts'
import { openDirectory } from '../project/open-project.ts'
import { withProjectDatabase } from '../project/project-database.ts'
import { counted, paintFor, print, printJson } from '../terminal.ts'

interface RunOptions {
  readonly to?: number
  readonly dryRun?: boolean
  readonly lockTimeout?: number
  readonly retryFor?: number
  readonly pace?: number
  readonly json?: boolean
  readonly ignoreServing?: boolean
}

interface UpOptions extends RunOptions {
  readonly revertUnplanned?: boolean
}

interface DownOptions extends RunOptions {
  readonly steps?: number
}

interface StatusOptions {
  readonly check?: boolean
  readonly json?: boolean
}

interface RepairOptions {
  readonly apply?: boolean
  readonly json?: boolean
}

export function define(command: Command): void {
  command.addHelpText(
    'after',
    '\nThe database is the one that DATABASE_URL names; without it, the embedded one.',
  )
  withRunOptions(
    command
      .command('up')
      .description(
        'Apply the migrations that are not applied yet, step by step; go on where a run was stopped.',
      )
      .argument('[directory]', 'folder of the application', '.')
      .option('--to <number>', 'number of the last migration to apply (default: all)', whole)
      .option('--revert-unplanned', 'first take back what "lintel dev" applied without a migration'),
  ).action(up)
  withRunOptions(
    command
      .command('down')
      .description(
        'Undo migrations, the last one first (default: one, or the one that was stopped half-way).',
      )
      .argument('[directory]', 'folder of the application', '.')
      .option('--to <number>', 'number of the migration that stays the last; 0 undoes all', whole)
      .option('--steps <count>', 'how many to undo', whole),
  ).action(down)
  command
    .command('status')
    .description('Show which migrations are applied. Exits 1 when the history does not fit the files.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--check', 'exit 1 also when migrations are pending')
    .option('--json', 'print the result as JSON')
    .action(status)
  command
    .command('repair')
    .description('Explain what is not as it should be. Exits 1 when something is not.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--apply', 'set right what can be, as it is explained')
    .option('--json', 'print the findings as JSON')
    .action(setRight)
}

function withRunOptions(command: Command): Command {
  return command
    .option('--dry-run', 'run nothing; print the statements')
    .option('--ignore-serving', 'also take away what builds use that are still connected')
    .option(
      '--lock-timeout <ms>',
      'longest that a statement waits for a lock before it tries again (default: 200)',
      whole,
    )
    .option('--retry-for <seconds>', 'how long a step is tried again (default: 600)', whole)
    .option(
      '--pace <percent>',
      'share of the time that a backfill works, from 1 to 100 (default: 50)',
      percent,
    )
    .option('--json', 'print the result as JSON')
}

function whole(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number, 0 or more.')
}

function percent(text: string): number {
  const value = whole(text)
  if (value >= 1 && value <= 100) return value
  throw new InvalidArgumentError('It must be a whole number from 1 to 100.')
}

async function up(directory: string, options: UpOptions): Promise<void> {
  const { to, json } = options
  const { project, migrations } = await open(directory)
  if (options.dryRun) return show(directory, 'up', options)
  const { reverted, applied } = await withProjectDatabase(project, async (client) => {
    const reverted = options.revertUnplanned ? await revertUnplanned({ client }) : 0
    const run = { client, migrations, onProgress: progressLine(), ...given({ to }) }
    return { reverted, applied: await migrateUp({ ...run, ...limitsOf(options) }) }
  })
  if (json) return printJson({ reverted, applied: foldersOf(applied) })
  if (reverted > 0) print(`Took back ${counted(reverted, 'unplanned difference')}.`)
  print(applied.length > 0 ? `Applied ${counted(applied.length, 'migration')}.` : 'Nothing to apply.')
}

async function down(directory: string, options: DownOptions): Promise<void> {
  const { to, steps, json } = options
  const { project, migrations } = await open(directory)
  if (options.dryRun) return show(directory, 'down', options)
  const undone = await withProjectDatabase(project, (client) =>
    migrateDown({
      client,
      migrations,
      onProgress: progressLine(),
      ...given({ to, steps }),
      ...limitsOf(options),
    }),
  )
  if (json) return printJson({ undone: foldersOf(undone) })
  print(undone.length > 0 ? `Undid ${counted(undone.length, 'migration')}.` : 'Nothing to undo.')
}

function limitsOf({ lockTimeout, retryFor, pace, ignoreServing }: RunOptions) {
  return given({
    ignoreServing,
    lockTimeoutMs: lockTimeout,
    retryForMs: retryFor === undefined ? undefined : retryFor * 1000,
    dutyCycle: pace === undefined ? undefined : pace / 100,
  })
}

async function show(directory: string, direction: 'up' | 'down', options: DownOptions): Promise<void> {
  const { project, migrations } = await open(directory)
  const { to, steps, json } = options
  const found = await withProjectDatabase(project, (client) => migrationStatus({ client, migrations }))
  const runs = dryRun({ status: found, migrations, direction, to, steps })
  if (json) printJson({ direction, migrations: runs })
  else print(dryRunText(runs))
}

async function status(directory: string, { check, json }: StatusOptions): Promise<void> {
  const { project, migrations } = await open(directory)
  const found = await withProjectDatabase(project, (client) => migrationStatus({ client, migrations }))
  if (json) printJson(statusData(found))
  else print(statusText(found, migrations))
  const isAsItShould =
    !found.problem && found.outdated === undefined && !found.unfinished && !(check && found.pending > 0)
  if (!isAsItShould) process.exitCode = exitCode.refused
}

async function setRight(directory: string, { apply, json }: RepairOptions): Promise<void> {
  const { project, migrations } = await open(directory)
  const { findings, repaired } = await withProjectDatabase(project, async (client) => {
    const repaired = apply ? await repair({ client, migrations }) : []
    return { repaired, findings: await findRepairs({ client, migrations }) }
  })
  if (json) printJson({ findings, repaired })
  else {
    const paint = paintFor(process.stdout)
    for (const { explanation, remedy } of repaired)
      print(`${paint('green', 'repaired')} ${explanation}\n  Done: ${remedy}.`)
    for (const { explanation, remedy, advice } of findings) {
      print(`${paint('yellow', 'found')} ${explanation}`)
      if (remedy !== undefined) print(`  With --apply: ${remedy}.`)
      if (advice !== undefined) print(`  ${advice}`)
    }
    if (findings.length === 0) print('Everything is as it should be.')
  }
  if (findings.length > 0) process.exitCode = exitCode.refused
}

async function open(directory: string) {
  const project = await openDirectory(directory)
  await loadEnvironment(project)
  return { project, migrations: await readMigrations(migrationsDirectory(project)) }
}

/** Options that were typed; commander leaves the others undefined. */
function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function foldersOf(migrations: readonly Migration[]): string[] {
  return migrations.map(({ folder }) => folder)
}
