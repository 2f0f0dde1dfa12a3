/** Deliveries of incoming webhooks: kept once, together with the job that processes them. */
import { createHash } from 'node:crypto'
import type { Executor } from '../access-context.ts'
import type { Connections } from '../connections.ts'
import { newId } from '../new-id.ts'
import { enqueueJobs } from '../queue/enqueue.ts'
import type { NamedStatement } from '../statement-cache.ts'
import { inTransaction } from '../transaction.ts'

export interface NewReceipt {
  readonly webhook: string
  readonly eventId: string
  readonly type: string | undefined
  readonly body: Uint8Array
  /** Whether the same bytes are the same event, whatever their id. */
  readonly onceByDigest: boolean
  /** JSON, where it is not in the body. */
  readonly data: string | undefined
  readonly sentAt: Date | undefined
  /** Name of the job that processes it; `undefined`: it is kept, and nothing more. */
  readonly job: string | undefined
  /** Those of one key are processed one after the other. */
  readonly key: string | undefined
}

/** `changed`: one of the same id came before with other bytes; `resent`: the same bytes under another id. */
export type Kept = 'new' | 'repeated' | 'changed' | 'resent'

export interface Receipt {
  readonly eventId: string
  readonly type: string | null
  readonly body: Buffer
  readonly data: string | null
  readonly sentAt: string | null
  readonly receivedAt: string
}

function statement(name: string, names: readonly string[], text: string): NamedStatement {
  return {
    name: `l_receipt_${name}`,
    slots: names.map((each) => ({ from: 'argument', name: each })),
    text,
  }
}

const insert = statement(
  'insert',
  ['id', 'webhook', 'eventId', 'type', 'body', 'digest', 'onceByDigest', 'data', 'key', 'sentAt', 'job'],
  `INSERT INTO lintel.webhook_receipts
     (id, webhook, event_id, type, body, digest, once_by_digest, data, key, sent_at, job)
   VALUES ($1::uuid, $2, $3, $4, decode($5, 'base64'), decode($6, 'base64'), $7::boolean, $8, $9,
     $10::timestamptz, $11::uuid)
   ON CONFLICT DO NOTHING RETURNING id`,
)

const known = statement(
  'known',
  ['webhook', 'eventId', 'digest'],
  `SELECT digest = decode($3, 'base64') FROM lintel.webhook_receipts WHERE webhook = $1 AND event_id = $2`,
)

const load = statement(
  'load',
  ['id'],
  `SELECT event_id, type, encode(body, 'base64'), data, to_json(sent_at) #>> '{}', to_json(received_at) #>> '{}'
   FROM lintel.webhook_receipts WHERE id = $1::uuid`,
)

// What still waits, runs or is dead is kept, however old: nothing is lost that was not processed.
const forget = statement(
  'forget',
  ['webhook', 'days'],
  `DELETE FROM lintel.webhook_receipts WHERE id IN (
     SELECT id FROM lintel.webhook_receipts AS old
     WHERE webhook = $1 AND received_at < now() - $2::integer * interval '1 day'
       AND NOT EXISTS (SELECT FROM lintel.jobs WHERE jobs.id = old.job)
       AND NOT EXISTS (SELECT FROM lintel.dead_jobs WHERE dead_jobs.id = old.job)
     LIMIT 10000 FOR UPDATE SKIP LOCKED)`,
)

/** Keeps a delivery and enqueues its job, in one transaction; one that is known already changes nothing. */
export function keepReceipt(connections: Connections, receipt: NewReceipt): Promise<Kept> {
  const { job, key, data, type, sentAt, body } = receipt
  const digest = createHash('sha256').update(body).digest('base64')
  const id = newId()
  const jobId = job === undefined ? null : newId()
  const values = {
    ...receipt,
    id,
    digest,
    body: Buffer.from(body).toString('base64'),
    type: type ?? null,
    data: data ?? null,
    key: key ?? null,
    sentAt: sentAt?.toISOString() ?? null,
    job: jobId,
  }
  return inTransaction(connections, {}, async (tx) => {
    const added = await tx.write(insert, { principal: null, values })
    if (added.length === 0) return knownAs(tx, { ...receipt, digest })
    if (job !== undefined && jobId !== null)
      await enqueueJobs(tx, [{ id: jobId, job, data: { receipt: id }, key }])
    return 'new'
  })
}

async function knownAs(
  tx: Executor,
  { webhook, eventId, digest }: Pick<NewReceipt, 'webhook' | 'eventId'> & { readonly digest: string },
): Promise<Kept> {
  const [row] = await tx.write(known, { principal: null, values: { webhook, eventId, digest } })
  if (!row) return 'resent'
  return row[0] === 't' ? 'repeated' : 'changed'
}

export async function loadReceipt(executor: Executor, id: string): Promise<Receipt | undefined> {
  const [row] = await executor.read(load, { principal: null, values: { id } })
  if (!row) return undefined
  const [eventId, type, body, data, sentAt, receivedAt] = row
  return {
    eventId: eventId ?? '',
    type: type ?? null,
    body: Buffer.from(body ?? '', 'base64'),
    data: data ?? null,
    sentAt: sentAt ?? null,
    receivedAt: receivedAt ?? '',
  }
}

/** Forgets processed deliveries that are older. */
export async function forgetReceipts(
  executor: Executor,
  { webhook, days }: { readonly webhook: string; readonly days: number },
): Promise<void> {
  await executor.write(forget, { principal: null, values: { webhook, days } })
}
