/** Events on their way in: each is entered once, in the transaction that enqueues the jobs that take it. */
import type { ApplicationModel } from '../../spec/model.ts'
import type { Executor } from '../access-context.ts'
import type { Connections } from '../connections.ts'
import { newId } from '../new-id.ts'
import { enqueueJobs } from '../queue/enqueue.ts'
import { type ToldEvent, takersOf } from '../queue/new-jobs.ts'
import { inTransaction } from '../transaction.ts'
import { named, run } from './named.ts'

/** A message of a broker: the event that it tells, or why it is refused. */
export interface IncomingMessage {
  readonly topic: string
  readonly body: Buffer
  /** Together with `id`, what it is known by; absent where it cannot be read. */
  readonly source?: string | undefined
  readonly id?: string | undefined
  readonly meaning: { readonly told: ToldEvent } | { readonly refused: string }
}

/** How far a topic is read, of brokers that leave it to the reader to remember that. */
export interface Advance {
  readonly topic: string
  readonly before: string | undefined
  readonly after: string
}

export interface Arrival {
  readonly messages: readonly IncomingMessage[]
  readonly advance?: Advance | undefined
}

export interface Entered {
  readonly taken: number
  /** They had been here before. */
  readonly known: number
  readonly refused: readonly { readonly topic: string; readonly reason: string }[]
}

/** Another process has read on meanwhile: nothing of the batch was entered. */
export class StalePosition extends Error {
  constructor(topic: string) {
    super(`Another process reads ${topic}.`)
    this.name = 'StalePosition'
  }
}

const enter = named(
  'inbox_enter',
  ['sources', 'ids'],
  `INSERT INTO lintel.inbox (source, id) SELECT source, id FROM unnest($1::text[], $2::text[]) AS new(source, id)
   ON CONFLICT DO NOTHING RETURNING json_build_array(source, id)`,
)

const refuse = named(
  'inbox_refuse',
  ['id', 'topic', 'source', 'messageId', 'body', 'reason'],
  `INSERT INTO lintel.refused_messages (id, topic, source, message_id, body, reason)
   VALUES ($1::uuid, $2, $3, $4, decode($5, 'base64'), $6)`,
)

const begin = named(
  'inbox_begin',
  ['topic', 'after'],
  `INSERT INTO lintel.inbox_positions (topic, position) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`,
)

const move = named(
  'inbox_move',
  ['topic', 'after', 'before'],
  `UPDATE lintel.inbox_positions SET position = $2, moved_at = clock_timestamp()
   WHERE topic = $1 AND position = $3 RETURNING 1`,
)

const position = named(
  'inbox_position',
  ['topic'],
  'SELECT position FROM lintel.inbox_positions WHERE topic = $1',
)

const prune = named(
  'inbox_prune',
  ['days'],
  `DELETE FROM lintel.inbox WHERE received_at < now() - $1::double precision * interval '1 day'`,
)

/** Where reading of a topic goes on; `undefined` at its beginning. */
export async function readPosition(connections: Connections, topic: string): Promise<string | undefined> {
  const [row] = await run(connections, position, { topic })
  return row?.[0] ?? undefined
}

/** Forgets what no broker can send again. */
export async function pruneInbox(connections: Connections, days: number): Promise<void> {
  await run(connections, prune, { days })
}

/**
 * Enters a batch in one transaction: once it returns, the batch may be acknowledged.
 *
 * @throws StalePosition where another process has read on
 */
export async function enterMessages(
  connections: Connections,
  model: ApplicationModel,
  arrival: Arrival,
): Promise<Entered> {
  const { messages, advance } = arrival
  try {
    return await inTransaction(connections, {}, (tx) => enterAll(tx, model, arrival))
  } catch (error) {
    if (!isDataFault(error)) throw error
    // One of them holds what PostgreSQL cannot store, and must not hold up the others.
    const each: Entered[] = []
    for (const message of messages) each.push(await enterOne(connections, model, message))
    if (advance) await inTransaction(connections, {}, (tx) => moveOn(tx, advance))
    return total(each)
  }
}

async function enterOne(
  connections: Connections,
  model: ApplicationModel,
  message: IncomingMessage,
): Promise<Entered> {
  const enter = (each: IncomingMessage) =>
    inTransaction(connections, {}, (tx) => enterAll(tx, model, { messages: [each] }))
  try {
    return await enter(message)
  } catch (error) {
    if (!isDataFault(error)) throw error
    const { topic, body } = message
    return enter({ topic, body, meaning: { refused: 'It holds what PostgreSQL cannot store.' } })
  }
}

function total(all: readonly Entered[]): Entered {
  return {
    taken: all.reduce((sum, { taken }) => sum + taken, 0),
    known: all.reduce((sum, { known }) => sum + known, 0),
    refused: all.flatMap(({ refused }) => refused),
  }
}

/** Classes 22, data exception, and 54, program limit exceeded: a second try would end in the same way. */
function isDataFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('22') || code.startsWith('54')
}

async function enterAll(
  tx: Executor,
  model: ApplicationModel,
  { messages, advance }: Arrival,
): Promise<Entered> {
  if (advance) await moveOn(tx, advance)
  const fresh = await firstSeen(tx, messages)
  const told = fresh.flatMap(({ meaning }) => ('told' in meaning ? [meaning.told] : []))
  await enqueueJobs(
    tx,
    told.flatMap((each) => takersOf(model, each)),
  )
  const refused = fresh.flatMap((message) =>
    'refused' in message.meaning ? [{ message, reason: message.meaning.refused }] : [],
  )
  for (const { message, reason } of refused) await putAside(tx, message, reason)
  return {
    taken: told.length,
    known: messages.length - fresh.length,
    refused: refused.map(({ message, reason }) => ({ topic: message.topic, reason })),
  }
}

async function moveOn(tx: Executor, { topic, before, after }: Advance): Promise<void> {
  const moved = await run(tx, before === undefined ? begin : move, { topic, after, before })
  if (moved.length === 0) throw new StalePosition(topic)
}

/** Those that were never here, in their order. What has no id cannot be known again. */
async function firstSeen(
  tx: Executor,
  messages: readonly IncomingMessage[],
): Promise<readonly IncomingMessage[]> {
  const named = messages.filter(({ source, id }) => source !== undefined && id !== undefined)
  const rows = await run(tx, enter, {
    sources: named.map(({ source }) => source),
    ids: named.map(({ id }) => id),
  })
  const fresh = new Set(rows.map(([key]) => JSON.stringify(JSON.parse(key ?? '[]'))))
  return messages.filter(({ source, id }) => {
    if (source === undefined || id === undefined) return true
    // Of two that are the same within a batch, the first.
    return fresh.delete(JSON.stringify([source, id]))
  })
}

async function putAside(
  tx: Executor,
  { topic, source, id, body }: IncomingMessage,
  reason: string,
): Promise<void> {
  await run(tx, refuse, {
    id: newId(),
    topic,
    source: source ?? null,
    messageId: id ?? null,
    body: body.toString('base64'),
    reason,
  })
}

const refusedMessages = named(
  'refused_messages',
  ['ids'],
  `SELECT id, topic, encode(body, 'base64') FROM lintel.refused_messages
   WHERE $1::uuid[] IS NULL OR id = ANY($1::uuid[]) ORDER BY received_at, id FOR UPDATE`,
)

const forgetRefused = named(
  'refused_forget',
  ['id'],
  'DELETE FROM lintel.refused_messages WHERE id = $1::uuid',
)

export interface Retried {
  readonly taken: number
  readonly refused: readonly { readonly id: string; readonly reason: string }[]
}

/**
 * Takes messages that were refused, as far as they can be taken by now.
 *
 * @param ids  absent: all of them
 */
export function retryRefused(
  connections: Connections,
  model: ApplicationModel,
  {
    ids,
    read,
  }: {
    readonly ids: readonly string[] | undefined
    readonly read: (message: { readonly topic: string; readonly body: Buffer }) => IncomingMessage
  },
): Promise<Retried> {
  return inTransaction(connections, {}, async (tx) => {
    const refused: { id: string; reason: string }[] = []
    let taken = 0
    for (const [id, topic, body] of await run(tx, refusedMessages, { ids: ids ?? null })) {
      const { meaning } = read({ topic: topic ?? '', body: Buffer.from(body ?? '', 'base64') })
      if ('refused' in meaning) {
        refused.push({ id: id ?? '', reason: meaning.refused })
        continue
      }
      // It is in the inbox since it came: its row here is what says that it was not taken.
      await enqueueJobs(tx, takersOf(model, meaning.told))
      await run(tx, forgetRefused, { id })
      taken++
    }
    return { taken, refused }
  })
}
