/** Where deliveries of incoming webhooks are kept: a table of the schema `lintel`. */
import type { OwnTables } from '../own-tables/own-tables.ts'

// Bodies are kept as they arrived, so that a replay after a mend reads what was sent.
const tables = `
CREATE TABLE IF NOT EXISTS lintel.webhook_receipts (
  id uuid PRIMARY KEY,
  webhook text NOT NULL,
  event_id text NOT NULL,
  type text,
  body bytea NOT NULL,
  digest bytea NOT NULL,
  once_by_digest boolean NOT NULL,
  data text,
  key text,
  sent_at timestamptz,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  job uuid,
  replays integer NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS webhook_receipts_once ON lintel.webhook_receipts (webhook, event_id);
CREATE UNIQUE INDEX IF NOT EXISTS webhook_receipts_once_by_digest
  ON lintel.webhook_receipts (webhook, digest) WHERE once_by_digest;
CREATE INDEX IF NOT EXISTS webhook_receipts_oldest ON lintel.webhook_receipts (webhook, received_at)`

export const receiptTables: OwnTables = { name: 'webhooks', keeps: 'incoming webhooks', steps: [tables] }
