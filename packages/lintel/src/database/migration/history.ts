/** Compares the migrations of the folder with those of the database, and refuses histories that do not fit. */
import type { AppliedMigration } from './ledger.ts'
import type { Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'

/** Migrations that a newer build has applied: the files of this one end before them. */
export function appliedAhead(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly AppliedMigration[] {
  return applied.filter(({ number }) => number > migrations.length)
}

/** @throws MigrationError unless what is applied is the beginning of the files, unchanged */
export function checkHistory(migrations: readonly Migration[], applied: readonly AppliedMigration[]): void {
  for (const row of applied) {
    const file = migrations.find(({ number }) => number === row.number)
    const label = `${String(row.number).padStart(4, '0')}-${row.name}`
    if (!file || file.name !== row.name) {
      const instead = file ? ` The files have ${file.folder} in its place.` : ''
      throw new MigrationError(
        'migration_unknown',
        `${label} is applied, but it is not among the files.${instead}`,
      )
    }
    if (file.checksum !== row.checksum) {
      const message = `${label} was changed after it was applied on ${row.appliedAt}.`
      throw new MigrationError('migration_edited', message, { file: file.up.file })
    }
  }
  const last = applied.at(-1)?.number ?? 0
  const skipped = migrations.find(
    ({ number }) => number < last && !applied.some((row) => row.number === number),
  )
  if (skipped) {
    throw new MigrationError('migration_out_of_order', `${skipped.folder} is not applied, but ${last} is.`)
  }
}
