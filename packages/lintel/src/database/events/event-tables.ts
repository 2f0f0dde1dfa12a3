/** Where events wait on their way out and in: tables of the schema `lintel`. */
import type { OwnTables } from '../own-tables/own-tables.ts'

// Rows live for moments: pages are cleaned before they are many.
const shortLived =
  'WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, ' +
  'autovacuum_analyze_scale_factor = 0.05)'

const tables = `
CREATE TABLE IF NOT EXISTS lintel.outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL,
  event text NOT NULL,
  key text,
  data jsonb NOT NULL,
  traceparent text,
  emitted_at timestamptz NOT NULL DEFAULT clock_timestamp()
) ${shortLived};
CREATE TABLE IF NOT EXISTS lintel.inbox (
  source text NOT NULL,
  id text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (source, id)
);
CREATE INDEX IF NOT EXISTS inbox_oldest ON lintel.inbox USING brin (received_at);
CREATE TABLE IF NOT EXISTS lintel.inbox_positions (
  topic text PRIMARY KEY,
  position text NOT NULL,
  moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE IF NOT EXISTS lintel.refused_messages (
  id uuid PRIMARY KEY,
  topic text NOT NULL,
  source text,
  message_id text,
  body bytea NOT NULL,
  reason text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS refused_messages_newest ON lintel.refused_messages (received_at);
CREATE TABLE IF NOT EXISTS lintel.leases (
  name text PRIMARY KEY,
  holder uuid NOT NULL,
  holder_name text NOT NULL,
  held_since timestamptz NOT NULL DEFAULT clock_timestamp(),
  until timestamptz NOT NULL
)`

export const eventTables: OwnTables = { name: 'events', keeps: 'events', steps: [tables] }
