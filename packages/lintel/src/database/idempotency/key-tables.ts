/** Where answers of requests with an `Idempotency-Key` are kept. */
import type { OwnTables } from '../own-tables/own-tables.ts'

// Neither keys nor callers are in it: of both there are hashes alone.
const tables = `
CREATE TABLE IF NOT EXISTS lintel.idempotency_keys (
  key bytea PRIMARY KEY,
  fingerprint bytea NOT NULL,
  owner uuid NOT NULL,
  lease_until timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  status smallint,
  answer jsonb,
  body text
);
CREATE INDEX IF NOT EXISTS idempotency_keys_oldest ON lintel.idempotency_keys (expires_at)`

export const keyTables: OwnTables = { name: 'idempotency', keeps: 'idempotency keys', steps: [tables] }
