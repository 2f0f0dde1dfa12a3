/** What the database knows of its own migrations: the schema `lintel`. */
import type { ClientBase } from 'pg'
import type { Migration } from './migration.ts'

export interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly checksum: string
  /** RFC 3339. */
  readonly appliedAt: string
  readonly durationMs: number
}

export type Direction = 'up' | 'down'

/** A migration outside a transaction that did not come to its end. */
export interface UnfinishedMigration {
  readonly number: number
  readonly direction: Direction
  readonly statementsDone: number
}

const tables = `
CREATE SCHEMA IF NOT EXISTS lintel;
CREATE TABLE IF NOT EXISTS lintel.migrations (
  number integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  duration_ms integer NOT NULL
);
CREATE TABLE IF NOT EXISTS lintel.unfinished_migrations (
  number integer PRIMARY KEY,
  direction text NOT NULL CHECK (direction IN ('up', 'down')),
  statements_done integer NOT NULL
);
CREATE TABLE IF NOT EXISTS lintel.unplanned (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  down text NOT NULL,
  snapshot jsonb NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
)`

/** Makes the tables where they are missing. Two sessions must not do this at once. */
export async function ensureLedger(client: ClientBase): Promise<void> {
  // Looking first spares a database that is ready the right to create.
  if (await hasTable(client, 'unplanned')) return
  await client.query(tables)
}

export async function hasTable(client: ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query('SELECT to_regclass($1)::text AS name', [`lintel.${name}`])
  return rows[0].name !== null
}

export async function readLedger(client: ClientBase): Promise<readonly AppliedMigration[]> {
  if (!(await hasTable(client, 'migrations'))) return []
  const { rows } = await client.query(
    'SELECT number, name, checksum, applied_at, duration_ms FROM lintel.migrations ORDER BY number',
  )
  return rows.map((row) => ({
    number: Number(row.number),
    name: row.name,
    checksum: row.checksum,
    appliedAt: new Date(row.applied_at).toISOString(),
    durationMs: Number(row.duration_ms),
  }))
}

export async function recordApplied(
  client: ClientBase,
  migration: Migration,
  durationMs: number,
): Promise<void> {
  const { number, name, checksum } = migration
  await client.query(
    'INSERT INTO lintel.migrations (number, name, checksum, duration_ms) VALUES ($1, $2, $3, $4)',
    [number, name, checksum, durationMs],
  )
}

export async function recordReverted(client: ClientBase, { number }: Migration): Promise<void> {
  await client.query('DELETE FROM lintel.migrations WHERE number = $1', [number])
}

export async function readUnfinished(client: ClientBase): Promise<UnfinishedMigration | undefined> {
  if (!(await hasTable(client, 'unfinished_migrations'))) return undefined
  const { rows } = await client.query(
    'SELECT number, direction, statements_done FROM lintel.unfinished_migrations',
  )
  const [row] = rows
  if (!row) return undefined
  return { number: Number(row.number), direction: row.direction, statementsDone: Number(row.statements_done) }
}

export async function recordProgress(client: ClientBase, progress: UnfinishedMigration): Promise<void> {
  await client.query(
    `INSERT INTO lintel.unfinished_migrations (number, direction, statements_done) VALUES ($1, $2, $3)
     ON CONFLICT (number) DO UPDATE SET statements_done = excluded.statements_done`,
    [progress.number, progress.direction, progress.statementsDone],
  )
}

export async function recordFinished(client: ClientBase, { number }: Migration): Promise<void> {
  await client.query('DELETE FROM lintel.unfinished_migrations WHERE number = $1', [number])
}
