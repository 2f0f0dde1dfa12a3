/** What the database knows of its own migrations: the schema `lintel`. */
import type { ClientBase } from 'pg'
import { allOwnTables } from '../own-tables/catalogue.ts'
import { ensureOwnTables } from '../own-tables/own-tables.ts'
import type { Migration } from './migration.ts'

export interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly checksum: string
  /** Builds from this migration on can serve on it; 0: all; absent: its script does not say. */
  readonly compatibleFrom?: number
  /** RFC 3339. */
  readonly appliedAt: string
  readonly durationMs: number
}

export type Direction = 'up' | 'down'

const tables = `
CREATE SCHEMA IF NOT EXISTS lintel;
CREATE TABLE IF NOT EXISTS lintel.migrations (
  number integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  duration_ms integer NOT NULL
);
ALTER TABLE lintel.migrations ADD COLUMN IF NOT EXISTS compatible_from integer;
CREATE TABLE IF NOT EXISTS lintel.unplanned (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  down text NOT NULL,
  snapshot jsonb NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
DROP TABLE IF EXISTS lintel.unfinished_migrations;
CREATE TABLE IF NOT EXISTS lintel.migration_progress (
  number integer PRIMARY KEY,
  name text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('up', 'down')),
  steps_done integer NOT NULL,
  steps_total integer NOT NULL,
  checksums text[] NOT NULL,
  is_running boolean NOT NULL DEFAULT false,
  position text[],
  rows_done bigint NOT NULL DEFAULT 0,
  rows_expected bigint,
  compatible_from integer,
  spent_ms bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE lintel.migration_progress ADD COLUMN IF NOT EXISTS running_checksum text;
CREATE TABLE IF NOT EXISTS lintel.migration_steps (
  number integer NOT NULL,
  step integer NOT NULL,
  title text NOT NULL,
  mode text NOT NULL,
  duration_ms integer NOT NULL,
  attempts integer NOT NULL,
  rows bigint,
  finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (number, step)
)`

/** Makes the tables where they are missing, with all others of the schema. Two sessions must not do this at once. */
export async function ensureLedger(client: ClientBase): Promise<void> {
  // Looking first spares a database that is ready the right to create.
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_attribute
     WHERE attrelid = to_regclass('lintel.migration_progress') AND attname = 'running_checksum'`,
  )
  if (rowCount === 0) await client.query(tables)
  await ensureOwnTables(client, allOwnTables)
}

export async function hasTable(client: ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query('SELECT to_regclass($1)::text AS name', [`lintel.${name}`])
  return rows[0].name !== null
}

export async function readLedger(client: ClientBase): Promise<readonly AppliedMigration[]> {
  if (!(await hasTable(client, 'migration_steps'))) return []
  const { rows } = await client.query(
    `SELECT number, name, checksum, compatible_from, applied_at, duration_ms
     FROM lintel.migrations ORDER BY number`,
  )
  return rows.map((row) => ({
    number: Number(row.number),
    name: row.name,
    checksum: row.checksum,
    ...(row.compatible_from === null ? {} : { compatibleFrom: Number(row.compatible_from) }),
    appliedAt: new Date(row.applied_at).toISOString(),
    durationMs: Number(row.duration_ms),
  }))
}

export interface Applied {
  readonly durationMs: number
  readonly compatibleFrom?: number | undefined
}

/** One that turned round on its way down is there already. */
export async function recordApplied(
  client: ClientBase,
  { number, name, checksum }: Migration,
  { durationMs, compatibleFrom }: Applied,
): Promise<void> {
  await client.query(
    `INSERT INTO lintel.migrations (number, name, checksum, duration_ms, compatible_from)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (number) DO NOTHING`,
    [number, name, checksum, durationMs, compatibleFrom ?? null],
  )
}

export async function recordReverted(client: ClientBase, { number }: Migration): Promise<void> {
  await client.query('DELETE FROM lintel.migrations WHERE number = $1', [number])
  await client.query('DELETE FROM lintel.migration_steps WHERE number = $1', [number])
}

/** For `repair`: the files are taken as what was applied. */
export async function recordChecksum(client: ClientBase, { number, checksum }: Migration): Promise<void> {
  await client.query('UPDATE lintel.migrations SET checksum = $2 WHERE number = $1', [number, checksum])
}
