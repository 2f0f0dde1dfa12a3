/** What stops a migration: a code, what is wrong, and what to do about it. */

export const migrationProblems = {
  migration_unreadable: {
    title: 'A migration cannot be read.',
    hint: 'A migration is a folder NNNN-name with up.sql, down.sql and snapshot.json.',
  },
  migration_gap: {
    title: 'A number is missing between two migrations.',
    hint: 'Migrations are numbered 0001, 0002, … without gaps: renumber the later ones that were never applied.',
  },
  migration_duplicate: {
    title: 'Two migrations have the same number.',
    hint: 'Give the one that was never applied the next free number.',
  },
  migration_edited: {
    title: 'A migration was changed after it was applied.',
    hint: 'Put its files back as they were, and write a new migration for the change.',
  },
  migration_unknown: {
    title: 'The database has a migration that is not among the files.',
    hint: 'Is this an older build, or another branch? Bring the files of that migration here.',
  },
  migration_out_of_order: {
    title: 'A migration would run before one that is already applied.',
    hint: 'Give it the next free number, so that every database runs the same ones in the same order.',
  },
  migration_unfinished: {
    title: 'A migration was stopped half-way.',
    hint: 'Finish it in the direction it was going, then try again.',
  },
  migration_locked: {
    title: 'Another migration is running on this database.',
    hint: 'Wait for it; when its process is gone, end its session with pg_terminate_backend.',
  },
  migration_lock_lost: {
    title: 'The session that held the lock of migrations has ended.',
    hint: 'Another runner may be at work. Run it again: it goes on where it stopped.',
  },
  migration_failed: {
    title: 'A statement failed.',
    hint: 'Nothing of this migration was kept. Mend the cause, then run it again.',
  },
  migration_stopped: {
    title: 'A step failed.',
    hint: 'The steps before it are kept. Mend the cause, then run again: it goes on at this step. Or go back with "lintel migrate down".',
  },
  migration_blocked: {
    title: 'A lock could not be had for a long time.',
    hint: 'Nobody was held up for longer than the lock timeout, and nothing is lost. End the session that holds it, or run again at a quieter hour.',
  },
  migration_directive: {
    title: 'A directive in a migration cannot be understood.',
    hint: 'A step begins with "-- lintel: step", "step long", "step concurrently", or "step backfill over <table> by <key>".',
  },
  release_still_serving: {
    title: 'Builds still serve that use what this migration takes away.',
    hint: 'Stop them first; they are named by their application_name. If they are not what they seem, add --ignore-serving.',
  },
  migration_transaction: {
    title: 'A migration begins or ends a transaction by itself.',
    hint: 'Each migration is one transaction: take the statement out, or write "-- lintel: no-transaction" on the first line.',
  },
  migration_irreversible: {
    title: 'A migration has no way back.',
    hint: 'Write its down.sql.',
  },
  target_unknown: {
    title: 'There is no migration of that number.',
    hint: 'Name the number of a migration, or 0 for the time before the first.',
  },
  unplanned_changes: {
    title: 'The database has changes of development mode.',
    hint: 'Revert them first: they are not part of any migration.',
  },
  plan_refused: {
    title: 'The difference cannot be applied.',
    hint: 'Read the problems. In development, an empty database takes every change.',
  },
} as const

export type MigrationErrorCode = keyof typeof migrationProblems

export interface MigrationErrorOptions {
  /** In place of the usual hint of the code. */
  readonly hint?: string
  readonly file?: string
  /** Counts from 1. */
  readonly line?: number
  readonly cause?: unknown
}

export class MigrationError extends Error {
  readonly code: MigrationErrorCode
  readonly hint: string
  readonly file: string | undefined
  readonly line: number | undefined

  constructor(code: MigrationErrorCode, message: string, options: MigrationErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'MigrationError'
    this.code = code
    this.hint = options.hint ?? migrationProblems[code].hint
    this.file = options.file
    this.line = options.line
  }
}
