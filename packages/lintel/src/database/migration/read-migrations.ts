/** The folder of migrations: reads it, and adds to it. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationFiles } from '../../plan/migration/migration-files.ts'
import { type DatabaseSchema, emptySchema } from '../../plan/tables/database-schema.ts'
import { checksumOf, type Migration, type Script } from './migration.ts'
import { MigrationError } from './migration-error.ts'

const folderName = /^(\d{4,})-([a-z0-9][a-z0-9-]*)$/

/**
 * Reads the migrations of a folder such as `migrations/0001-start/{up.sql,down.sql,snapshot.json}`, by number.
 *
 * @param directory  one that is not there has no migrations
 * @throws           MigrationError `migration_unreadable`, `migration_gap`, `migration_duplicate`
 */
export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const entries = await entriesOf(directory)
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  const migrations = await Promise.all(folders.map(({ name }) => readMigration(directory, name)))
  const ordered = migrations.toSorted((one, other) => one.number - other.number)
  checkNumbers(ordered)
  return ordered
}

/** The schema after the last of these migrations; the empty one where there is none. */
export function latestSnapshot(migrations: readonly Migration[]): DatabaseSchema {
  return migrations.findLast(({ snapshot }) => snapshot !== undefined)?.snapshot ?? emptySchema
}

/** Writes a new migration; gives the path of its folder. It never overwrites one. */
export async function writeMigration(directory: string, { folder, files }: MigrationFiles): Promise<string> {
  const path = join(directory, folder)
  await mkdir(directory, { recursive: true })
  await mkdir(path)
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content)
  return path
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function readMigration(directory: string, folder: string): Promise<Migration> {
  const [, number, name] = folderName.exec(folder) ?? []
  const path = join(directory, folder)
  if (!number || !name) {
    const message = `${path} is not the name of a migration.`
    throw new MigrationError('migration_unreadable', message, { file: path })
  }
  const up = await readScript(join(path, 'up.sql'))
  if (!up) throw new MigrationError('migration_unreadable', `${path} has no up.sql.`, { file: path })
  const down = await readScript(join(path, 'down.sql'))
  const snapshot = await readSnapshot(join(path, 'snapshot.json'))
  return {
    number: Number(number),
    name,
    folder,
    up,
    ...(down ? { down } : {}),
    checksum: checksumOf(up.sql, down?.sql ?? ''),
    ...(snapshot ? { snapshot } : {}),
  }
}

async function readScript(file: string): Promise<Script | undefined> {
  const sql = await textOf(file)
  return sql === undefined ? undefined : { file, sql }
}

async function readSnapshot(file: string): Promise<DatabaseSchema | undefined> {
  const text = await textOf(file)
  if (text === undefined) return undefined
  const snapshot = parsed(text)
  if (isSnapshot(snapshot)) return snapshot
  throw new MigrationError('migration_unreadable', `${file} is not a snapshot of a schema.`, {
    hint: 'Take it back from version control: nobody edits a snapshot by hand.',
    file,
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isSnapshot(value: unknown): value is DatabaseSchema {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 1 &&
    'tables' in value
  )
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function checkNumbers(migrations: readonly Migration[]): void {
  for (const [index, { number, folder }] of migrations.entries()) {
    const before = migrations[index - 1]
    if (before?.number === number) {
      throw new MigrationError('migration_duplicate', `${before.folder} and ${folder} have the same number.`)
    }
    if (number !== (before?.number ?? 0) + 1) {
      const message = before
        ? `${folder} follows ${before.folder}.`
        : `${folder} is the first migration, not 0001.`
      throw new MigrationError('migration_gap', message)
    }
  }
}
