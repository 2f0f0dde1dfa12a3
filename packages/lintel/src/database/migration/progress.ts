/** How far a migration has come, kept in the database, so that the next runner goes on where this one stopped. */
import type { ClientBase } from 'pg'
import { type Direction, hasTable } from './ledger.ts'
import type { Migration } from './migration.ts'

/** A migration that did not come to its end. */
export interface UnfinishedMigration {
  readonly number: number
  readonly name: string
  readonly direction: Direction
  readonly stepsDone: number
  readonly stepsTotal: number
  /** Of the steps that are done, in their order. */
  readonly checksums: readonly string[]
  /** Whether the next step was begun outside a transaction: what it left has to be looked for. */
  readonly isRunning: boolean
  /** Of the next step, when it was begun; absent: nothing of it is there. */
  readonly runningChecksum?: string
  /** Of a backfill: the last key that is done, how many rows that were, and about how many there are. */
  readonly position?: readonly string[]
  readonly rowsDone: number
  readonly rowsExpected?: number
  /** Builds from this migration on can serve meanwhile; absent: its script does not say. */
  readonly compatibleFrom?: number
  /** Time that finished steps took, in milliseconds. */
  readonly spentMs: number
  /** RFC 3339. */
  readonly updatedAt: string
}

export async function readUnfinished(client: ClientBase): Promise<UnfinishedMigration | undefined> {
  if (!(await hasTable(client, 'migration_progress'))) return undefined
  const { rows } = await client.query('SELECT * FROM lintel.migration_progress')
  const [row] = rows
  if (!row) return undefined
  return {
    number: Number(row.number),
    name: row.name,
    direction: row.direction,
    stepsDone: Number(row.steps_done),
    stepsTotal: Number(row.steps_total),
    checksums: row.checksums,
    isRunning: row.is_running,
    // Absent in a ledger that no runner has brought up to date yet.
    ...(row.running_checksum ? { runningChecksum: row.running_checksum } : {}),
    ...(row.position === null ? {} : { position: row.position }),
    rowsDone: Number(row.rows_done),
    ...(row.rows_expected === null ? {} : { rowsExpected: Number(row.rows_expected) }),
    ...(row.compatible_from === null ? {} : { compatibleFrom: Number(row.compatible_from) }),
    spentMs: Number(row.spent_ms),
    updatedAt: new Date(row.updated_at).toISOString(),
  }
}

export interface Begun {
  readonly direction: Direction
  readonly stepsDone: number
  readonly stepsTotal: number
  readonly checksums: readonly string[]
  readonly compatibleFrom?: number | undefined
}

/** The first step of a migration is about to run, or it turns round half-way. */
export async function recordBegun(
  client: ClientBase,
  { number, name }: Migration,
  { direction, stepsDone, stepsTotal, checksums, compatibleFrom }: Begun,
): Promise<void> {
  await client.query(
    `INSERT INTO lintel.migration_progress
       (number, name, direction, steps_done, steps_total, checksums, compatible_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (number) DO UPDATE SET direction = excluded.direction, steps_done = excluded.steps_done,
       steps_total = excluded.steps_total, checksums = excluded.checksums, is_running = false, running_checksum = NULL,
       position = NULL, rows_done = 0, rows_expected = NULL, updated_at = clock_timestamp()`,
    [number, name, direction, stepsDone, stepsTotal, checksums, compatibleFrom ?? null],
  )
}

/** @param checksum  of the step that is about to run outside a transaction */
export async function recordRunning(
  client: ClientBase,
  { number }: Migration,
  checksum: string,
): Promise<void> {
  await client.query(
    `UPDATE lintel.migration_progress SET is_running = true, running_checksum = $2, updated_at = clock_timestamp()
     WHERE number = $1`,
    [number, checksum],
  )
}

/** The statement outside a transaction failed, and what it left is cleared away. */
export async function recordCleared(client: ClientBase, { number }: Migration): Promise<void> {
  await client.query(
    `UPDATE lintel.migration_progress SET is_running = false, running_checksum = NULL, updated_at = clock_timestamp()
     WHERE number = $1`,
    [number],
  )
}

export interface StepDone {
  /** Counts from 1. */
  readonly step: number
  readonly title: string
  readonly mode: string
  readonly durationMs: number
  readonly attempts: number
  readonly rows?: number | undefined
  readonly checksum: string
}

export async function recordStep(
  client: ClientBase,
  { number }: Migration,
  direction: Direction,
  done: StepDone,
): Promise<void> {
  const { step, title, mode, durationMs, attempts, rows, checksum } = done
  await client.query(
    `UPDATE lintel.migration_progress SET steps_done = $2, checksums = array_append(checksums, $3),
       is_running = false, running_checksum = NULL, position = NULL, rows_done = 0, rows_expected = NULL,
       spent_ms = spent_ms + $4,
       updated_at = clock_timestamp()
     WHERE number = $1`,
    [number, step, checksum, durationMs],
  )
  if (direction === 'down') return
  await client.query(
    `INSERT INTO lintel.migration_steps (number, step, title, mode, duration_ms, attempts, rows)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (number, step) DO UPDATE SET title = excluded.title, mode = excluded.mode,
       duration_ms = excluded.duration_ms, attempts = excluded.attempts, rows = excluded.rows,
       finished_at = clock_timestamp()`,
    [number, step, title, mode, durationMs, attempts, rows ?? null],
  )
}

export interface Position {
  /** Of the step. */
  readonly checksum: string
  readonly position: readonly string[]
  readonly rowsDone: number
  readonly rowsExpected: number
}

export async function recordPosition(
  client: ClientBase,
  { number }: Migration,
  { checksum, position, rowsDone, rowsExpected }: Position,
): Promise<void> {
  await client.query(
    `UPDATE lintel.migration_progress SET running_checksum = $2, position = $3, rows_done = $4, rows_expected = $5,
       updated_at = clock_timestamp()
     WHERE number = $1`,
    [number, checksum, position, rowsDone, rowsExpected],
  )
}

export async function recordFinished(client: ClientBase, { number }: Migration): Promise<void> {
  await client.query('DELETE FROM lintel.migration_progress WHERE number = $1', [number])
}
