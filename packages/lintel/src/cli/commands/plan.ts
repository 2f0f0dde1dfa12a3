/** `lintel plan`: the difference between the model and the last migration, and the migration that makes it good. */
import type { Command } from 'commander'
import { withClient } from '../../database/client.ts'
import type { Migration } from '../../database/migration/migration.ts'
import { latestSnapshot, readMigrations, writeMigration } from '../../database/migration/read-migrations.ts'
import { rowCounts } from '../../database/migration/table-statistics.ts'
import { diffSchemas } from '../../plan/migration/diff-schemas.ts'
import { planByHand } from '../../plan/migration/live/plan-by-hand.ts'
import { planContract } from '../../plan/migration/live/plan-contract.ts'
import { type MigrationPlan, planMigration } from '../../plan/migration/live/plan-migration.ts'
import type { RowCounts } from '../../plan/migration/live/plan-report.ts'
import { isWaiting, servedSchema } from '../../plan/migration/live/served-schema.ts'
import { migrationFiles } from '../../plan/migration/migration-files.ts'
import type { DatabaseSchema } from '../../plan/tables/database-schema.ts'
import { keptParts } from '../../plan/tables/kept-parts.ts'
import { tablesOf } from '../../plan/tables/tables-of.ts'
import { migrationsDirectory } from '../../service/project.ts'
import { databaseUrlOf } from '../../service/settings.ts'
import { exitCode } from '../exit-code.ts'
import { askForRenames } from '../plan/ask-for-renames.ts'
import { lintHandWritten, lintText } from '../plan/lint-hand-written.ts'
import { planData, planText } from '../plan/plan-text.ts'
import { openApplication } from '../project/open-application.ts'
import { print, printJson } from '../terminal.ts'

export interface PlanCommandOptions {
  readonly name?: string
  readonly allowDataLoss?: boolean
  readonly contract?: boolean
  readonly byHand?: boolean
  readonly check?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

export function define(command: Command): void {
  command
    .description('Show what changed in the model since the last migration, and write migrations/NNNN-name.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--name <words>', 'name of the migration (default: what its first change does)')
    .option('--contract', 'plan the end of what is kept for builds that serve no more')
    .option('--allow-data-loss', 'also plan what takes values away that nothing else has')
    .option('--by-hand', 'write a migration to edit: the statements that do it at once')
    .option(
      '--check',
      'write nothing; exit 1 when the model has changes that no migration says, or SQL by hand is not safe',
    )
    .option('--dry-run', 'write nothing; print the SQL')
    .option('--json', 'print the plan as JSON')
    .addHelpText('after', help)
    .action(plan)
}

const help = `
With DATABASE_URL it also says about how many rows each step goes through. It changes nothing there.`

async function plan(directory: string, options: PlanCommandOptions): Promise<void> {
  const { project, application } = await openApplication(directory)
  const folder = migrationsDirectory(project)
  const migrations = await readMigrations(folder)
  const from = latestSnapshot(migrations)
  const to = keptParts(tablesOf(application.model), from)
  const made = options.contract
    ? planContract({ from, number: migrations.length + 1, options })
    : await expand({ from, to, migrations, options })
  const isChange = options.contract ? isWaiting(from) : diffSchemas(servedSchema(from), to).length > 0
  const writes = isChange && !options.check && !options.dryRun && made.problems.length === 0
  const rows = isChange ? await statistics() : {}
  const files =
    made.problems.length === 0 ? migrationFiles(made, options.name ?? nameOf(made), rows) : undefined
  const written = writes && files ? await writeMigration(folder, files) : undefined
  const shown = { made, isChange, rows, written, files, waits: !options.contract && isWaiting(made.to) }
  const lint = options.check ? await lintHandWritten(project, migrations) : []
  if (options.json) printJson({ ...planData(shown), ...(options.check ? { lint } : {}) })
  else print([planText(shown, options), ...(lint.length > 0 ? ['', lintText(lint)] : [])].join('\n'))
  const isUnsafe = lint.some(({ severity }) => severity === 'error')
  const isMissing = options.check && isChange && !options.contract
  if (made.problems.length > 0 || isMissing || isUnsafe) process.exitCode = exitCode.refused
}

interface Expanding {
  readonly from: DatabaseSchema
  readonly to: DatabaseSchema
  readonly migrations: readonly Migration[]
  readonly options: PlanCommandOptions
}

async function expand({ from, to, migrations, options }: Expanding): Promise<MigrationPlan> {
  const request = { from, to, number: migrations.length + 1, options }
  if (options.byHand) return planByHand(request)
  const made = planMigration(request)
  const isLossy = made.problems.some(({ code }) => code === 'data_loss')
  if (!isLossy && !options.allowDataLoss) return made
  const renamed = options.check || options.json ? undefined : await askForRenames(from, to)
  return renamed ? planMigration({ ...request, to: renamed }) : made
}

/** `add orders.note (text, optional)` → `add orders note` */
function nameOf({ steps, phase, number }: MigrationPlan): string {
  if (number === 1) return 'start'
  if (phase === 'contract') return 'contract'
  const [first = 'change'] = (steps[0]?.summary ?? 'retire').split(/[(:;,]/)
  return first
}

/** A plan needs no database; where there is one, its statistics say what the steps will meet. */
async function statistics(): Promise<RowCounts> {
  const address = databaseUrlOf(process.env)
  if (address === undefined) return {}
  return withClient(address, rowCounts).catch(() => ({}))
}
