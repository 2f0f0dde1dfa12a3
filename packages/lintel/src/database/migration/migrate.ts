/** Migrates a database up or down, one runner at a time. */
import type { ClientBase } from 'pg'
import { checkHistory } from './history.ts'
import { type Direction, ensureLedger, readLedger } from './ledger.ts'
import type { Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import type { OnProgress, TraceStatement } from './migration-progress.ts'
import { readUnfinished, type UnfinishedMigration } from './progress.ts'
import { type ReadScript, readScript } from './read-script.ts'
import { runMigration } from './run-migration.ts'
import { type LockHolder, type RunnerLock, withRunnerLock } from './runner-lock.ts'
import { refuseServing } from './serving-builds.ts'
import type { StepLimits } from './step-limits.ts'
import { unplannedSnapshot } from './unplanned.ts'
import { withWorkSession } from './work-session.ts'

export interface MigrateOptions extends StepLimits {
  /** A connected client that nothing else uses meanwhile. It stays connected, with its settings as they were. */
  readonly client: ClientBase
  readonly migrations: readonly Migration[]
  /** How long to wait for another runner, in milliseconds (default 60,000). */
  readonly waitTimeoutMs?: number
  readonly onProgress?: OnProgress
  /** Stands around each statement. */
  readonly trace?: TraceStatement
  /** Also takes away what builds use that still serve (default `false`). */
  readonly ignoreServing?: boolean
}

export interface MigrateUpOptions extends MigrateOptions {
  /** The number of the last migration to apply (default: all of them). */
  readonly to?: number
}

export interface MigrateDownOptions extends MigrateOptions {
  /** The number of the migration that stays the last; 0 undoes all. */
  readonly to?: number
  /** How many to undo (default 1); not used when `to` is given. One that was stopped half-way counts. */
  readonly steps?: number
}

/**
 * Applies migrations that are not applied yet, step by step; it goes on where a runner before it was stopped.
 *
 * @returns  those it applied, in order
 * @throws   MigrationError; what was done before the failing step stays
 */
export function migrateUp(options: MigrateUpOptions): Promise<readonly Migration[]> {
  const { migrations, to = migrations.length } = options
  return migrate(options, 'up', ({ last }) => {
    checkTarget(to, migrations)
    return migrations.filter(({ number }) => number > last && number <= to)
  })
}

/**
 * Undoes migrations, the last one first, step by step.
 *
 * @returns  those it undid, in order
 * @throws   MigrationError; `migration_irreversible`, before anything is undone, when one has no down.sql
 */
export function migrateDown(options: MigrateDownOptions): Promise<readonly Migration[]> {
  const { migrations, to, steps = 1 } = options
  return migrate(options, 'down', ({ last, unfinished }) => {
    const top = Math.max(last, unfinished?.number ?? 0)
    const target = to ?? Math.max(top - steps, 0)
    checkTarget(target, migrations)
    return migrations.filter(({ number }) => number <= top && number > target).toReversed()
  })
}

interface Standing {
  /** Number of the last migration that is applied; 0: none. */
  readonly last: number
  readonly unfinished: UnfinishedMigration | undefined
}

type Choice = (standing: Standing) => readonly Migration[]

function migrate(
  options: MigrateOptions,
  direction: Direction,
  choose: Choice,
): Promise<readonly Migration[]> {
  const { client, migrations, waitTimeoutMs, onProgress } = options
  const onWait = (holder: LockHolder | undefined) => onProgress?.({ event: 'waiting', holder })
  const wait = { onWait, ...(waitTimeoutMs === undefined ? {} : { waitTimeoutMs }) }
  return withRunnerLock(client, wait, async (lock) => {
    await ensureLedger(client)
    const applied = await readLedger(client)
    checkHistory(migrations, applied)
    const unfinished = await readUnfinished(client)
    const chosen = choose({ last: applied.at(-1)?.number ?? 0, unfinished })
    refuseOther(unfinished, chosen, migrations)
    await refuseUnplanned(client)
    const scripts = chosen.map((migration) => ({ migration, scripts: scriptsOf(migration, direction) }))
    await withWorkSession(client, async () => {
      for (const each of scripts) await runOne({ ...options, lock, direction, ...each })
    })
    return chosen
  })
}

type One = MigrateOptions & {
  readonly lock: RunnerLock
  readonly direction: Direction
  readonly migration: Migration
  readonly scripts: Readonly<Record<Direction, ReadScript | undefined>>
}

async function runOne(one: One): Promise<void> {
  const { client, migration, direction, scripts, ignoreServing } = one
  const onProgress: OnProgress = one.onProgress ?? (() => undefined)
  const { isContract = false, compatibleFrom = migration.number } = scripts.up ?? {}
  // A contract is undone for the builds before it, and those after it do not mind.
  const served = direction === 'up' ? { before: compatibleFrom } : { from: migration.number }
  if (isContract === (direction === 'up') && !ignoreServing) await refuseServing(client, migration, served)
  onProgress({ event: 'started', direction, migration })
  const trace: TraceStatement = one.trace ?? ((_, run) => run())
  const durationMs = await runMigration({ ...one, onProgress, trace })
  onProgress({ event: 'finished', direction, migration, durationMs })
}

/** Every script is read before anything runs. */
function scriptsOf(
  migration: Migration,
  direction: Direction,
): Readonly<Record<Direction, ReadScript | undefined>> {
  if (!migration[direction]) {
    throw new MigrationError('migration_irreversible', `${migration.folder} has no down.sql.`)
  }
  return { up: readScript(migration.up), down: migration.down ? readScript(migration.down) : undefined }
}

/** What was stopped half-way comes first. */
function refuseOther(
  unfinished: UnfinishedMigration | undefined,
  chosen: readonly Migration[],
  migrations: readonly Migration[],
): void {
  if (!unfinished || unfinished.number === chosen[0]?.number) return
  const { number, direction, stepsDone, stepsTotal } = unfinished
  const folder = migrations.find((each) => each.number === number)?.folder ?? `Migration ${number}`
  throw new MigrationError(
    'migration_unfinished',
    `${folder} was stopped on its way ${direction}, after ${stepsDone} of ${stepsTotal} steps.`,
  )
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
