/** Deliveries of incoming webhooks as a person sees them: what came, what became of it, and once more. */
import type { ClientBase } from 'pg'
import { webhookJobPrefix } from '../../spec/webhook.ts'
import { dueChannel } from '../queue/enqueue.ts'

/** `done`: no job of it waits, runs or is dead; `kept`: it is of a type that nobody takes. */
export const receiptStates = ['waiting', 'running', 'done', 'dead', 'kept'] as const
export type ReceiptState = (typeof receiptStates)[number]

export interface ReceiptFilter {
  readonly webhook?: string | undefined
  /** Ids of events, as their sender knows them. */
  readonly ids?: readonly string[] | undefined
  /** RFC 3339, inclusive. */
  readonly since?: string | undefined
  /** RFC 3339, exclusive. */
  readonly until?: string | undefined
  readonly state?: ReceiptState | undefined
}

export interface ListedReceipt {
  readonly webhook: string
  readonly event: string
  readonly type: string | null
  readonly state: ReceiptState
  /** RFC 3339. */
  readonly receivedAt: string
  /** RFC 3339. */
  readonly sentAt: string | null
  readonly bytes: number
  readonly replays: number
  readonly error: string | null
}

const receipts = `
  SELECT receipt.*, coalesce(dead.error, waiting.error) AS error,
    CASE WHEN receipt.job IS NULL THEN 'kept' WHEN dead.id IS NOT NULL THEN 'dead'
      WHEN waiting.id IS NULL THEN 'done' WHEN waiting.worker IS NULL THEN 'waiting' ELSE 'running' END AS state
  FROM lintel.webhook_receipts AS receipt
  LEFT JOIN lintel.jobs AS waiting ON waiting.id = receipt.job
  LEFT JOIN lintel.dead_jobs AS dead ON dead.id = receipt.job
  WHERE ($1::text IS NULL OR receipt.webhook = $1)
    AND ($2::text[] IS NULL OR receipt.event_id = ANY($2))
    AND ($3::timestamptz IS NULL OR receipt.received_at >= $3)
    AND ($4::timestamptz IS NULL OR receipt.received_at < $4)`

const columns = `webhook, event_id AS event, type, state, to_json(received_at) #>> '{}' AS "receivedAt",
  to_json(sent_at) #>> '{}' AS "sentAt", octet_length(body) AS bytes, replays, error`

function parametersOf({ webhook, ids, since, until, state }: ReceiptFilter): unknown[] {
  const chosen = ids && ids.length > 0 ? ids : null
  return [webhook ?? null, chosen, since ?? null, until ?? null, state ?? null]
}

/** The newest first. Without what they hold: it may be personal. */
export async function listReceipts(
  client: ClientBase,
  filter: ReceiptFilter & { readonly limit: number },
): Promise<readonly ListedReceipt[]> {
  const { rows } = await client.query<ListedReceipt>(
    `SELECT ${columns} FROM (${receipts}) AS receipts WHERE ($5::text IS NULL OR state = $5)
     ORDER BY received_at DESC, id LIMIT $6`,
    [...parametersOf(filter), filter.limit],
  )
  return rows
}

export interface ShownReceipt extends ListedReceipt {
  readonly body: Buffer
}

/** With the body, as it arrived. */
export async function showReceipts(
  client: ClientBase,
  filter: ReceiptFilter,
): Promise<readonly ShownReceipt[]> {
  const { rows } = await client.query<ShownReceipt>(
    `SELECT ${columns}, body FROM (${receipts}) AS receipts WHERE ($5::text IS NULL OR state = $5)
     ORDER BY received_at DESC, id LIMIT 100`,
    parametersOf(filter),
  )
  return rows
}

/** Has them processed once more, but for those that wait or run; gives how many. */
export async function replayReceipts(client: ClientBase, filter: ReceiptFilter): Promise<number> {
  const { rows } = await client.query<{ readonly count: number }>(
    `WITH chosen AS (
       SELECT id, job FROM (${receipts} FOR UPDATE OF receipt) AS receipts
       WHERE state NOT IN ('waiting', 'running') AND ($5::text IS NULL OR state = $5)),
     buried AS (DELETE FROM lintel.dead_jobs USING chosen WHERE dead_jobs.id = chosen.job),
     again AS (
       UPDATE lintel.webhook_receipts AS receipt SET job = gen_random_uuid(), replays = replays + 1
       FROM chosen WHERE receipt.id = chosen.id RETURNING receipt.*),
     enqueued AS (
       INSERT INTO lintel.jobs (id, job, data, run_at, key)
       SELECT job, $6 || webhook, jsonb_build_object('receipt', id), now(), key
       FROM again ORDER BY received_at, id RETURNING id)
     SELECT count(*)::integer AS count, pg_notify('${dueChannel}', '') FROM enqueued`,
    [...parametersOf(filter), webhookJobPrefix],
  )
  return rows[0]?.count ?? 0
}
