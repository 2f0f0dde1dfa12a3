/** `lintel migrate`: applies migrations, undoes them, or shows where the database stands. */
import { type Command, InvalidArgumentError } from 'commander'
import { type MigrationProgress, migrateDown, migrateUp } from '../../database/migration/migrate.ts'
import type { Migration } from '../../database/migration/migration.ts'
import { type MigrationStatus, migrationStatus } from '../../database/migration/migration-status.ts'
import { readMigrations } from '../../database/migration/read-migrations.ts'
import { revertUnplanned } from '../../database/migration/unplanned.ts'
import { migrationsDirectory } from '../../service/project.ts'
import { databasePlace } from '../database-failure.ts'
import { exitCode } from '../exit-code.ts'
import { loadEnvironment } from '../project/environment.ts'
import { openDirectory } from '../project/open-project.ts'
import { withProjectDatabase } from '../project/project-database.ts'
import { columns, complain, counted, paintFor, print, printJson } from '../terminal.ts'

interface UpOptions {
  readonly to?: number
  readonly revertUnplanned?: boolean
  readonly json?: boolean
}

interface DownOptions {
  readonly to?: number
  readonly steps?: number
  readonly json?: boolean
}

interface StatusOptions {
  readonly check?: boolean
  readonly json?: boolean
}

export function define(command: Command): void {
  command.addHelpText(
    'after',
    '\nThe database is the one that DATABASE_URL names; without it, the embedded one.',
  )
  command
    .command('up')
    .description('Apply the migrations that are not applied yet, each in a transaction of its own.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--to <number>', 'number of the last migration to apply (default: all)', whole)
    .option('--revert-unplanned', 'first take back what "lintel dev" applied without a migration')
    .option('--json', 'print the result as JSON')
    .action(up)
  command
    .command('down')
    .description('Undo migrations, the last one first (default: one).')
    .argument('[directory]', 'folder of the application', '.')
    .option('--to <number>', 'number of the migration that stays the last; 0 undoes all', whole)
    .option('--steps <count>', 'how many to undo', whole)
    .option('--json', 'print the result as JSON')
    .action(down)
  command
    .command('status')
    .description('Show which migrations are applied. Exits 1 when the history does not fit the files.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--check', 'exit 1 also when migrations are pending')
    .option('--json', 'print the result as JSON')
    .action(status)
}

function whole(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number, 0 or more.')
}

async function up(directory: string, options: UpOptions): Promise<void> {
  const { to, json } = options
  const { project, migrations } = await open(directory)
  const { reverted, applied } = await withProjectDatabase(project, async (client) => {
    const reverted = options.revertUnplanned ? await revertUnplanned({ client }) : 0
    const applied = await migrateUp({ client, migrations, ...given({ to }), onProgress: progress })
    return { reverted, applied }
  })
  if (json) return printJson({ reverted, applied: foldersOf(applied) })
  if (reverted > 0) print(`Took back ${counted(reverted, 'unplanned difference')}.`)
  print(applied.length > 0 ? `Applied ${counted(applied.length, 'migration')}.` : 'Nothing to apply.')
}

async function down(directory: string, { to, steps, json }: DownOptions): Promise<void> {
  const { project, migrations } = await open(directory)
  const undone = await withProjectDatabase(project, (client) =>
    migrateDown({ client, migrations, ...given({ to, steps }), onProgress: progress }),
  )
  if (json) return printJson({ undone: foldersOf(undone) })
  print(undone.length > 0 ? `Undid ${counted(undone.length, 'migration')}.` : 'Nothing to undo.')
}

async function status(directory: string, { check, json }: StatusOptions): Promise<void> {
  const { project, migrations } = await open(directory)
  const found = await withProjectDatabase(project, (client) => migrationStatus({ client, migrations }))
  if (json) printJson(asData(found))
  else print(asText(found))
  const isAsItShould = !found.problem && !found.unfinished && !(check && found.pending > 0)
  if (!isAsItShould) process.exitCode = exitCode.refused
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

/** On stderr: what comes of it is the result, and stands on stdout. */
function progress(progress: MigrationProgress): void {
  const paint = paintFor(process.stderr)
  if (progress.event === 'waiting') {
    const who = progress.holder ? ` (pid ${progress.holder.pid}, ${progress.holder.address})` : ''
    complain(paint('yellow', `Another runner is at work${who}; waiting for it.`))
  }
  if (progress.event !== 'finished') return
  const { direction, migration, durationMs } = progress
  complain(
    `${paint('dim', direction === 'up' ? '↑' : '↓')} ${migration.folder} ${paint('dim', `${Math.round(durationMs)} ms`)}`,
  )
}

function asData({ migrations, pending, problem, unfinished, running }: MigrationStatus) {
  return {
    database: databasePlace(process.env.DATABASE_URL) ?? 'embedded',
    migrations,
    pending,
    problem: problem ? { code: problem.code, message: problem.message, hint: problem.hint } : null,
    unfinished: unfinished ?? null,
    running: running ?? null,
  }
}

function asText({ migrations, pending, problem, unfinished, running }: MigrationStatus): string {
  const paint = paintFor(process.stdout)
  const rows = migrations.map(({ folder, appliedAt, durationMs }) => [
    folder,
    appliedAt === undefined ? 'pending' : `applied ${appliedAt}`,
    durationMs === undefined ? '' : `${durationMs} ms`,
  ])
  return [
    ...(rows.length > 0 ? columns(rows) : ['There are no migrations yet: "lintel plan" writes the first.']),
    '',
    `${migrations.length - pending} applied, ${pending} pending, on ${databasePlace(process.env.DATABASE_URL) ?? 'the embedded database'}.`,
    ...(unfinished
      ? [paint('red', `Migration ${unfinished.number} stopped on its way ${unfinished.direction}.`)]
      : []),
    ...(running ? [paint('yellow', `A runner is at work: pid ${running.pid}, ${running.address}.`)] : []),
    ...(problem ? [`${paint('red', problem.message)} [${problem.code}]`, `  ${problem.hint}`] : []),
  ].join('\n')
}
