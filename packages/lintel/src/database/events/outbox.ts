/** Events on their way out: stored in the transaction that emits them, gone when a broker has them. */
import type { Executor } from '../access-context.ts'
import type { Connections } from '../connections.ts'
import type { ToldEvent } from '../queue/new-jobs.ts'
import { named, run } from './named.ts'

export interface StoredEvent extends ToldEvent {
  readonly seq: string
  /** RFC 3339. */
  readonly emittedAt: string
}

/** What the relay listens to: something is to go out. */
export const outboxChannel = 'lintel_outbox'

// Numbers are given before a transaction commits. Without this, the second of two could be seen and sent first.
const inOrder = named(
  'outbox_in_order',
  ['order'],
  `SELECT pg_advisory_xact_lock(hashtextextended('lintel.outbox ' || $1::text, 0))`,
)

const store = named(
  'outbox_store',
  ['id', 'event', 'key', 'data', 'traceparent'],
  `WITH told AS (SELECT pg_notify('${outboxChannel}', ''))
   INSERT INTO lintel.outbox (id, event, key, data, traceparent)
   SELECT $1::uuid, $2, $3, $4::jsonb, $5 FROM told`,
)

const next = named(
  'outbox_next',
  ['limit'],
  `SELECT seq, id, event, key, data, traceparent, to_json(emitted_at) #>> '{}'
   FROM lintel.outbox ORDER BY seq LIMIT $1`,
)

const remove = named('outbox_remove', ['seqs'], 'DELETE FROM lintel.outbox WHERE seq = ANY($1::bigint[])')

/** @param executor  of the transaction that emits it */
export async function storeEvent(executor: Executor, event: ToldEvent): Promise<void> {
  const { key, traceparent } = event
  if (key !== undefined) await run(executor, inOrder, { order: `${event.event} ${key}` })
  const data = JSON.stringify(event.data)
  await run(executor, store, { ...event, data, key: key ?? null, traceparent: traceparent ?? null })
}

/** The oldest ones, in the order in which they go out. */
export async function nextEvents(connections: Connections, limit: number): Promise<readonly StoredEvent[]> {
  const rows = await run(connections, next, { limit })
  return rows.map(([seq, id, event, key, data, traceparent, emittedAt]) => ({
    seq: seq ?? '',
    id: id ?? '',
    event: event ?? '',
    key: key ?? undefined,
    data: JSON.parse(data ?? '{}') as object,
    traceparent: traceparent ?? undefined,
    emittedAt: emittedAt ?? '',
  }))
}

/** A broker has them. */
export async function removeEvents(connections: Connections, seqs: readonly string[]): Promise<void> {
  await run(connections, remove, { seqs })
}
