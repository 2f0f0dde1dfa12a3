/** Migrates a database up or down, one runner at a time. */
import type { ClientBase } from 'pg'
import { checkHistory, checkUnfinished } from './history.ts'
import { type Direction, ensureLedger, readLedger, readUnfinished } from './ledger.ts'
import type { Migration, Script } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import { runMigration } from './run-migration.ts'
import { type LockHolder, withRunnerLock } from './runner-lock.ts'
import type { StatementLimits } from './statement-limits.ts'
import { unplannedSnapshot } from './unplanned.ts'

export type MigrationProgress =
  | { readonly event: 'waiting'; readonly holder: LockHolder | undefined }
  | { readonly event: 'started'; readonly direction: Direction; readonly migration: Migration }
  | {
      readonly event: 'finished'
      readonly direction: Direction
      readonly migration: Migration
      readonly durationMs: number
    }

export interface MigrateOptions extends StatementLimits {
  /** A connected client that nothing else uses meanwhile. It stays connected, with its settings as they were. */
  readonly client: ClientBase
  readonly migrations: readonly Migration[]
  /** How long to wait for another runner, in milliseconds (default 60,000). */
  readonly waitTimeoutMs?: number
  readonly onProgress?: (progress: MigrationProgress) => void
}

export interface MigrateUpOptions extends MigrateOptions {
  /** The number of the last migration to apply (default: all of them). */
  readonly to?: number
}

export interface MigrateDownOptions extends MigrateOptions {
  /** The number of the migration that stays the last; 0 undoes all. */
  readonly to?: number
  /** How many to undo (default 1); not used when `to` is given. */
  readonly steps?: number
}

/**
 * Applies migrations that are not applied yet, each in a transaction of its own.
 *
 * @returns  those it applied, in order
 * @throws   MigrationError; what was applied before the failing migration stays
 */
export function migrateUp(options: MigrateUpOptions): Promise<readonly Migration[]> {
  const { migrations, to = migrations.length } = options
  return migrate(options, 'up', (applied) => {
    checkTarget(to, migrations)
    return migrations.filter(({ number }) => number > applied && number <= to)
  })
}

/**
 * Undoes migrations, the last one first, each in a transaction of its own.
 *
 * @returns  those it undid, in order
 * @throws   MigrationError; `migration_irreversible`, before anything is undone, when one has no down.sql
 */
export function migrateDown(options: MigrateDownOptions): Promise<readonly Migration[]> {
  const { migrations, to, steps = 1 } = options
  return migrate(options, 'down', (applied) => {
    const target = to ?? Math.max(applied - steps, 0)
    checkTarget(target, migrations)
    return migrations.filter(({ number }) => number <= applied && number > target).toReversed()
  })
}

type Choice = (lastApplied: number) => readonly Migration[]

function migrate(
  options: MigrateOptions,
  direction: Direction,
  choose: Choice,
): Promise<readonly Migration[]> {
  const { client, migrations, waitTimeoutMs, onProgress } = options
  const onWait = (holder: LockHolder | undefined) => onProgress?.({ event: 'waiting', holder })
  const lock = { onWait, ...(waitTimeoutMs === undefined ? {} : { waitTimeoutMs }) }
  return withRunnerLock(client, lock, async () => {
    await ensureLedger(client)
    const applied = await readLedger(client)
    checkHistory(migrations, applied)
    const chosen = choose(applied.at(-1)?.number ?? 0)
    checkUnfinished(await readUnfinished(client), { direction, number: chosen[0]?.number })
    await refuseUnplanned(client)
    const scripts = chosen.map((migration) => ({ migration, script: scriptOf(migration, direction) }))
    for (const { migration, script } of scripts) {
      onProgress?.({ event: 'started', direction, migration })
      const durationMs = await runMigration(client, { ...options, migration, script, direction })
      onProgress?.({ event: 'finished', direction, migration, durationMs })
    }
    return chosen
  })
}

function scriptOf(migration: Migration, direction: Direction): Script {
  const script = migration[direction]
  if (script) return script
  throw new MigrationError('migration_irreversible', `${migration.folder} has no down.sql.`)
}

function checkTarget(to: number, migrations: readonly Migration[]): void {
  if (Number.isInteger(to) && to >= 0 && to <= migrations.length) return
  throw new MigrationError(
    'target_unknown',
    `There is no migration ${to}; the last one is ${migrations.length}.`,
  )
}

async function refuseUnplanned(client: ClientBase): Promise<void> {
  if ((await unplannedSnapshot(client)) === undefined) return
  throw new MigrationError('unplanned_changes', 'This database has changes of development mode.')
}
