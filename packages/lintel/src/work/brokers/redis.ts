/** Redis and Valkey: one stream for each topic, read from where the reader's own database says it has come to. */
import { Redis } from 'ioredis'
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

const streamOf = (topic: string) => `lintel:${topic}`
const bodyField = 'event'
const blockMs = 2_000
const dayMs = 86_400_000

export interface RedisOptions {
  readonly url: string
  /** How long a stream keeps what was published. */
  readonly keptDays: number
}

export function openRedis(options: RedisOptions): Broker {
  return new RedisStreams(options)
}

class RedisStreams implements Broker {
  readonly #url: string
  readonly #keptDays: number
  #publishing: Redis | undefined

  constructor({ url, keptDays }: RedisOptions) {
    // Valkey speaks the protocol of Redis, and the library knows the scheme of Redis alone.
    this.#url = url.replace(/^valkey(s?):/, 'redis$1:')
    this.#keptDays = keptDays
  }

  /** One transaction of Redis: all of them or none, and nobody else's in between. */
  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    const redis = this.#publishing ?? this.#connect()
    this.#publishing = redis
    try {
      if (redis.status === 'wait') await redis.connect()
      const oldest = `${Date.now() - this.#keptDays * dayMs}`
      const transaction = redis.multi()
      for (const { topic, body } of messages)
        transaction.xadd(streamOf(topic), 'MINID', '~', oldest, '*', bodyField, body)
      const answers = await within(answerMs, 'Publishing', transaction.exec())
      const failed = answers?.find(([error]) => error)
      if (!answers || failed) throw failed?.[0] ?? new Error('Redis has dropped the transaction.')
    } catch (error) {
      this.#publishing = undefined
      redis.disconnect()
      throw error
    }
  }

  consume(subscription: Subscription): Consumption {
    const each = subscription.topics.map((topic) =>
      keepGoing((going) => this.#read(subscription, topic, going), subscription.onFault),
    )
    return { stop: async () => void (await Promise.all(each.map((one) => one.stop()))) }
  }

  async #read(subscription: Subscription, topic: string, { signal, works }: Going): Promise<void> {
    const redis = this.#connect()
    // Whoever waits for the next message waits no longer.
    const end = () => redis.disconnect()
    signal.addEventListener('abort', end, { once: true })
    try {
      await redis.connect()
      let before = await subscription.positionOf(topic)
      while (!signal.aborted) {
        const wait = redis.xreadBuffer(
          ...(['COUNT', batchSize, 'BLOCK', blockMs, 'STREAMS'] as const),
          streamOf(topic),
          before ?? '0',
        )
        const [found] = (await within(answerMs, 'Reading', wait)) ?? []
        works()
        const entries = (found?.[1] ?? []) as readonly StreamEntry[]
        const after = entries.at(-1)?.[0].toString()
        if (after === undefined) continue
        const messages = entries.map(([, fields]) => ({ topic, body: bodyOf(fields) }))
        await subscription.take({ messages, advance: { topic, before, after } })
        before = after
      }
    } finally {
      signal.removeEventListener('abort', end)
      redis.disconnect()
    }
  }

  /** Opens again only where it is asked to: what is not confirmed must not be sent behind anybody's back. */
  #connect(): Redis {
    const redis = new Redis(this.#url, {
      lazyConnect: true,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      connectTimeout: 5_000,
      connectionName: 'lintel',
    })
    redis.on('error', () => undefined)
    return redis
  }

  async close(): Promise<void> {
    this.#publishing?.disconnect()
    this.#publishing = undefined
  }
}

type StreamEntry = readonly [id: Buffer, fields: readonly Buffer[]]

function bodyOf(fields: readonly Buffer[]): Buffer {
  const at = fields.findIndex((field, index) => index % 2 === 0 && field.toString() === bodyField)
  return fields[at + 1] ?? Buffer.alloc(0)
}
