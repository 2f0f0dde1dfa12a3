/** Where requests are counted when no Redis does it. */
import type { OwnTables } from '../own-tables/own-tables.ts'

// What is counted may be lost with the server, so it is not written to its log.
const tables = `
CREATE UNLOGGED TABLE IF NOT EXISTS lintel.rate_limits (
  key text PRIMARY KEY,
  count bigint NOT NULL,
  most bigint NOT NULL,
  ends_at timestamptz NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500);
CREATE INDEX IF NOT EXISTS rate_limits_oldest ON lintel.rate_limits (ends_at)`

export const limitTables: OwnTables = { name: 'limits', keeps: 'rate limits', steps: [tables] }
