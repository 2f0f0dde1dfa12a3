/** Where jobs wait: tables of the schema `lintel`, which no migration of an application touches. */
import type { OwnTables } from '../own-tables/own-tables.ts'

// Rows live for seconds: room on each page lets them change in place, and pages are cleaned before they are many.
const shortLived =
  'WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, ' +
  'autovacuum_analyze_scale_factor = 0.05)'

const tables = `
CREATE TABLE IF NOT EXISTS lintel.jobs (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  job text NOT NULL,
  data jsonb NOT NULL,
  priority smallint NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL,
  key text,
  unique_by text,
  event uuid,
  scheduled_for timestamptz,
  attempt integer NOT NULL DEFAULT 0,
  worker uuid,
  claimed_at timestamptz,
  stop_requested boolean NOT NULL DEFAULT false,
  progress jsonb,
  error text,
  enqueued_at timestamptz NOT NULL DEFAULT clock_timestamp()
) ${shortLived};
CREATE INDEX IF NOT EXISTS jobs_due ON lintel.jobs (job, priority DESC, run_at, seq) WHERE worker IS NULL;
CREATE INDEX IF NOT EXISTS jobs_in_order ON lintel.jobs (job, key, seq) WHERE key IS NOT NULL;
CREATE INDEX IF NOT EXISTS jobs_running ON lintel.jobs (worker) WHERE worker IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS jobs_unique ON lintel.jobs (job, unique_by) WHERE unique_by IS NOT NULL;
CREATE TABLE IF NOT EXISTS lintel.dead_jobs (
  id uuid PRIMARY KEY,
  job text NOT NULL,
  data jsonb NOT NULL,
  priority smallint NOT NULL,
  key text,
  event uuid,
  attempts integer NOT NULL,
  error text NOT NULL,
  enqueued_at timestamptz NOT NULL,
  died_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS dead_jobs_newest ON lintel.dead_jobs (job, died_at);
CREATE TABLE IF NOT EXISTS lintel.workers (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp()
) ${shortLived};
CREATE TABLE IF NOT EXISTS lintel.schedules (
  job text PRIMARY KEY,
  last_at timestamptz NOT NULL
)`

const traces = `
ALTER TABLE lintel.jobs ADD COLUMN traceparent text;
ALTER TABLE lintel.dead_jobs ADD COLUMN traceparent text`

export const queueTables: OwnTables = { name: 'queue', keeps: 'jobs', steps: [tables, traces] }
