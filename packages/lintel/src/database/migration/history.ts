/** Compares the migrations of the folder with those of the database, and refuses histories that do not fit. */
import type { AppliedMigration, Direction, UnfinishedMigration } from './ledger.ts'
import type { Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'

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

/** @throws MigrationError when a migration was stopped half-way in the other direction */
export function checkUnfinished(
  unfinished: UnfinishedMigration | undefined,
  next: { readonly direction: Direction; readonly number: number | undefined },
): void {
  if (!unfinished) return
  if (unfinished.direction === next.direction && unfinished.number === next.number) return
  const { number, direction, statementsDone } = unfinished
  throw new MigrationError(
    'migration_unfinished',
    `Migration ${number} was stopped on its way ${direction}, after ${statementsDone} of its statements.`,
  )
}
