/** Events as a person sees them: what waits to go out, who sends it, and messages that were refused. */
import type { ClientBase } from 'pg'

export interface EventsStatus {
  readonly outbox: { readonly waiting: number; readonly oldestSeconds: number | null }
  /** The process that sends and reads; `null` where none does. */
  readonly relay: { readonly name: string; readonly since: string } | null
  readonly refused: number
}

export async function eventsStatus(client: ClientBase): Promise<EventsStatus> {
  const { rows } = await client.query<EventsStatus>(
    `SELECT
       (SELECT json_build_object('waiting', count(*),
          'oldestSeconds', extract(epoch FROM now() - min(emitted_at))::integer) FROM lintel.outbox) AS outbox,
       (SELECT json_build_object('name', holder_name, 'since', held_since) FROM lintel.leases
        WHERE name = 'events' AND until > now()) AS relay,
       (SELECT count(*)::integer FROM lintel.refused_messages) AS refused`,
  )
  return rows[0] as EventsStatus
}

export interface RefusedMessage {
  readonly id: string
  readonly topic: string
  /** Of the event, where it could be read. */
  readonly source: string | null
  readonly messageId: string | null
  readonly reason: string
  /** RFC 3339. */
  readonly receivedAt: string
}

/** The newest first. Without what they hold: it may be personal. */
export async function listRefused(client: ClientBase, limit: number): Promise<readonly RefusedMessage[]> {
  const { rows } = await client.query<RefusedMessage>(
    `SELECT id, topic, source, message_id AS "messageId", reason, to_json(received_at) #>> '{}' AS "receivedAt"
     FROM lintel.refused_messages ORDER BY received_at DESC, id LIMIT $1`,
    [limit],
  )
  return rows
}

/** The message itself, for whoever asks for this one. */
export async function refusedBody(client: ClientBase, id: string): Promise<Buffer | undefined> {
  const { rows } = await client.query('SELECT body FROM lintel.refused_messages WHERE id = $1', [id])
  return rows[0]?.body
}

export async function discardRefused(client: ClientBase, ids: readonly string[]): Promise<number> {
  const { rowCount } = await client.query('DELETE FROM lintel.refused_messages WHERE id = ANY($1::uuid[])', [
    ids,
  ])
  return rowCount ?? 0
}
