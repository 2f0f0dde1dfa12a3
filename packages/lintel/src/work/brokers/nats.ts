/** NATS JetStream: one stream for each application, read from where the reader's own database says it has come to. */
import {
  AckPolicy,
  type Consumer,
  DeliverPolicy,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  StorageType,
} from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import {
  answerMs,
  type Broker,
  batchSize,
  type Consumption,
  type OutgoingMessage,
  type Subscription,
} from './broker.ts'
import { type Going, keepGoing } from './keep-going.ts'
import { within } from './within.ts'

const dayNanos = 86_400 * 1e9
const waitMs = 2_000

const subjectOf = (topic: string) => `lintel.${topic}`
const applicationOf = (topic: string) => topic.slice(0, topic.indexOf('.'))
const streamOf = (application: string) => `lintel-${application}`

export interface NatsOptions {
  readonly url: string
  /** How long a stream keeps what was published. */
  readonly keptDays: number
}

export function openNats(options: NatsOptions): Broker {
  return new JetStream(options)
}

class JetStream implements Broker {
  readonly #options: NatsOptions
  #publishing: Promise<NatsConnection> | undefined
  /** Streams that are known to be there. */
  #streams = new Set<string>()

  constructor(options: NatsOptions) {
    this.#options = options
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    try {
      const connection = await this.#connection()
      await this.#ensureStreams(connection, messages)
      const js = jetstream(connection, { timeout: answerMs })
      let before: string | undefined
      const stored = messages.map(({ id, topic, body }) => {
        // Each is stored only behind the one before it: where one is refused, so are all that follow.
        const expect = before === undefined ? {} : { expect: { lastMsgID: before } }
        before = id
        return js.publish(subjectOf(topic), body, { msgID: id, timeout: answerMs, ...expect })
      })
      await Promise.all(stored)
    } catch (error) {
      const broken = this.#publishing
      this.#publishing = undefined
      this.#streams.clear()
      void broken?.then(close, () => undefined)
      throw error
    }
  }

  #connection(): Promise<NatsConnection> {
    this.#publishing ??= open(this.#options.url)
    return this.#publishing
  }

  async #ensureStreams(connection: NatsConnection, messages: readonly OutgoingMessage[]): Promise<void> {
    const names = new Set(messages.map(({ topic }) => applicationOf(topic)))
    for (const name of names) {
      if (this.#streams.has(name)) continue
      await ensureStream(await jetstreamManager(connection), name, this.#options.keptDays)
      this.#streams.add(name)
    }
  }

  consume(subscription: Subscription): Consumption {
    const each = subscription.topics.map((topic) =>
      keepGoing((going) => this.#read(subscription, topic, going), subscription.onFault),
    )
    return { stop: async () => void (await Promise.all(each.map((one) => one.stop()))) }
  }

  async #read(subscription: Subscription, topic: string, { signal, works }: Going): Promise<void> {
    const connection = await open(this.#options.url)
    const end = () => void close(connection)
    signal.addEventListener('abort', end, { once: true })
    try {
      const manager = await jetstreamManager(connection)
      const created = await ensureStream(manager, applicationOf(topic), this.#options.keptDays)
      let before = await subscription.positionOf(topic)
      const consumer = await consumerFrom(connection, {
        manager,
        topic,
        from: sequenceIn(before, created) + 1,
      })
      let delivered = 0
      while (!signal.aborted) {
        const found = await nextMessages(consumer)
        works()
        const last = found.at(-1)
        if (!last) {
          if (connection.isClosed()) throw new Error('The connection to NATS was closed.')
          continue
        }
        // Nothing is sent again here: what is missing was lost on its way, and is asked for anew.
        for (const { info } of found)
          if (info.deliverySequence !== ++delivered) throw new Error('A message of NATS did not arrive.')
        const after = `${created} ${last.seq}`
        const messages = found.map(({ data }) => ({ topic, body: Buffer.from(data) }))
        await subscription.take({ messages, advance: { topic, before, after } })
        before = after
      }
    } finally {
      signal.removeEventListener('abort', end)
      await close(connection)
    }
  }

  async close(): Promise<void> {
    const connection = await this.#publishing?.catch(() => undefined)
    if (connection) await close(connection)
  }
}

/** Opened anew where it is lost: what is not confirmed must not be sent behind anybody's back. */
function open(url: string): Promise<NatsConnection> {
  const { hostname, port, username, password } = new URL(url)
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)]
  return connect({
    servers: `${hostname}:${port || 4222}`,
    reconnect: false,
    timeout: 5_000,
    pingInterval: 10_000,
    name: 'lintel',
    ...(pass === '' ? (user === '' ? {} : { token: user }) : { user, pass }),
  })
}

async function close(connection: NatsConnection): Promise<void> {
  await within(2_000, 'Closing', connection.close()).catch(() => undefined)
}

/** @returns when it was made: a stream of that name that was made later counts from 1 again */
async function ensureStream(
  manager: JetStreamManager,
  application: string,
  keptDays: number,
): Promise<string> {
  const name = streamOf(application)
  try {
    return (await manager.streams.info(name)).created
  } catch (error) {
    if (!(error instanceof Error) || !/not found/i.test(error.message)) throw error
  }
  const made = await manager.streams.add({
    name,
    subjects: [`lintel.${application}.>`],
    storage: StorageType.File,
    max_age: keptDays * dayNanos,
  })
  return made.created
}

/** The last one that was read of the stream that was made then. */
function sequenceIn(position: string | undefined, created: string): number {
  const [of, sequence] = position?.split(' ') ?? []
  return of === created ? Number(sequence) : 0
}

interface From {
  readonly manager: JetStreamManager
  readonly topic: string
  readonly from: number
}

async function consumerFrom(connection: NatsConnection, { manager, topic, from }: From): Promise<Consumer> {
  const stream = streamOf(applicationOf(topic))
  const { name } = await manager.consumers.add(stream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: from,
    filter_subject: subjectOf(topic),
    inactive_threshold: 60 * 1e9,
  })
  return jetstream(connection).consumers.get(stream, name)
}

/** What is there, as soon as there is any. */
async function nextMessages(consumer: Consumer): Promise<readonly JsMsg[]> {
  const first = await consumer.next({ expires: waitMs })
  if (!first) return []
  const found = [first]
  const more = Math.min(first.info.pending, batchSize - 1)
  if (more > 0) {
    const rest = await consumer.fetch({ max_messages: more, expires: waitMs })
    for await (const message of rest) found.push(message)
  }
  return found
}
