/** `lintel adopt`: the entities of a database that Lintel did not make, and the baseline of its migrations. */
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Command } from 'commander'
import type { ClientBase } from 'pg'
import { readCatalogue } from '../../database/migration/introspection/read-catalogue.ts'
import type { Migration } from '../../database/migration/migration.ts'
import { readMigrations, writeMigration } from '../../database/migration/read-migrations.ts'
import { hasMigrations, recordAdoption } from '../../database/migration/record-adoption.ts'
import { migrationsDirectory } from '../../service/project.ts'
import { type Adoption, adoptionOf } from '../adopt/adoption.ts'
import { type AdoptionOutcome, reportText } from '../adopt/report.ts'
import { Failure } from '../failure.ts'
import { loadEnvironment } from '../project/environment.ts'
import { shortPath } from '../project/generated-file.ts'
import { type NamedProject, openNamedProject } from '../project/open-project.ts'
import { withProjectDatabase } from '../project/project-database.ts'
import { paintFor, print, printJson } from '../terminal.ts'

interface Options {
  /** `false` for `--no-record`. */
  readonly record: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

export function define(command: Command): void {
  command
    .description('Write the entities of a database that is there already, and a baseline migration.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--no-record', 'do not write down in the database that the baseline is applied')
    .option('--dry-run', 'write nothing; show what would be adopted')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nThe database is the one that DATABASE_URL names; without it, the embedded one.')
    .action(adopt)
}

async function adopt(directory: string, options: Options): Promise<void> {
  const project = await openNamedProject(directory)
  await loadEnvironment(project)
  const outcome = await withProjectDatabase(project, (client) => adoptFrom(client, project, options))
  if (options.json) printJson(asData(outcome))
  else print(reportText(outcome, paintFor(process.stdout)))
}

async function adoptFrom(
  client: ClientBase,
  project: NamedProject,
  options: Options,
): Promise<AdoptionOutcome> {
  const folder = migrationsDirectory(project)
  await refuseHistory(client, folder)
  const adoption = adoptionOf(await readCatalogue(client), project.name, basename(project.entry))
  if (adoption.tables.length === 0) {
    throw new Failure('nothing_to_adopt', 'The schema "public" has no table that can be adopted.', {
      hint: 'Is DATABASE_URL the right database? "lintel new" begins with an empty one.',
    })
  }
  refuseEntry(adoption, project)
  const files = Object.keys(adoption.sources).map((name) => join(dirname(project.entry), name))
  await refuseExisting([...files, join(folder, adoption.migration.folder)])
  const isWritten = !options.dryRun
  const isRecorded = isWritten && options.record
  if (isRecorded) await recordAdoption(client, () => write(adoption, project, folder))
  else if (isWritten) await write(adoption, project, folder)
  const migration = shortPath(join(folder, adoption.migration.folder))
  return { adoption, files: files.map(shortPath), migration, isWritten, isRecorded }
}

async function refuseHistory(client: ClientBase, folder: string): Promise<void> {
  const [first] = await readMigrations(folder)
  if (first) {
    throw new Failure('migrations_present', `${shortPath(folder)} has migrations already: ${first.folder}.`, {
      hint: 'An adoption writes the first migration. Run it in the folder of a new application.',
    })
  }
  if (await hasMigrations(client)) {
    throw new Failure('database_managed', 'Migrations of Lintel have been applied to this database.', {
      hint: 'It is adopted already. Its entities and migrations are in the application that did it.',
    })
  }
}

/** An entity would be written where `package.json` wants the application. */
function refuseEntry({ sources, tables }: Adoption, { entry }: NamedProject): void {
  const entities = tables.filter(({ field }) => field === undefined)
  if (Object.keys(sources).length > entities.length) return
  throw new Failure('file_present', `${shortPath(entry)} would hold an entity and the application.`, {
    hint: 'Give the application another file in package.json: "lintel": { "application": "src/app.ts" }.',
  })
}

async function refuseExisting(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (!(await exists(file))) continue
    throw new Failure('file_present', `${shortPath(file)} is there already.`, {
      hint: 'Move it away, or adopt into another folder: nothing is ever overwritten.',
    })
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

async function write(
  { sources, migration }: Adoption,
  { entry }: NamedProject,
  folder: string,
): Promise<Migration> {
  await mkdir(dirname(entry), { recursive: true })
  for (const [name, text] of Object.entries(sources)) {
    await writeFile(join(dirname(entry), name), text, { flag: 'wx' })
  }
  await writeMigration(folder, migration)
  const [baseline] = await readMigrations(folder)
  if (!baseline) throw new Error(`${folder} has no migration although one was written.`)
  return baseline
}

function asData({ adoption, files, migration, isWritten, isRecorded }: AdoptionOutcome) {
  const { tables, notes, differences } = adoption
  return {
    tables,
    notes,
    changes: differences.steps.map(({ summary }) => summary),
    problems: differences.problems,
    files,
    migration,
    written: isWritten,
    recorded: isRecorded,
  }
}
