/** RabbitMQ: one exchange for all events, and for each group and topic a queue of which one consumer is active at a time. */
import { type AsyncMessage, type Channel, Connection } from 'rabbitmq-client'
import {
  answerMs,
  type Broker,
  batchSize,
  type Consumption,
  type OutgoingMessage,
  type ReceivedMessage,
  type Subscription,
} from './broker.ts'
import { type Going, keepGoing } from './keep-going.ts'
import { roundsOf } from './rounds.ts'
import { within } from './within.ts'

const exchange = 'lintel.events'
const declared = { exchange, type: 'topic', durable: true }

const queueArguments = {
  'x-queue-type': 'quorum' as const,
  // Order: the next consumer begins when the one before is gone, with what that one did not acknowledge.
  'x-single-active-consumer': true,
  // RabbitMQ 4 drops a message that has come back 20 times; here, as often as processes die with it.
  'x-delivery-limit': 1_000_000,
  // What nobody reads for 30 days is nobody's.
  'x-expires': 30 * 86_400_000,
}

export function openRabbitMq(url: string): Broker {
  return new RabbitMq(url)
}

class RabbitMq implements Broker {
  readonly #connection: Connection
  #publishing: Promise<Channel> | undefined

  constructor(url: string) {
    this.#connection = new Connection({
      url,
      acquireTimeout: 5_000,
      connectionTimeout: 5_000,
      heartbeat: 10,
      retryLow: 200,
      retryHigh: 2_000,
      connectionName: 'lintel',
    })
    // What it means is told by whatever uses the connection.
    this.#connection.on('error', () => undefined)
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    const channel = await this.#channel()
    try {
      for (const round of roundsOf(messages)) {
        const sent = Promise.all(round.map((message) => send(channel, message)))
        await within(answerMs, 'Publishing', sent)
      }
    } catch (error) {
      // Whatever of them is still under way must not come between those of the next try.
      this.#publishing = undefined
      closeQuietly(channel)
      throw error
    }
  }

  /** The channel on which the broker confirms what it has stored. */
  async #channel(): Promise<Channel> {
    const open = await this.#publishing?.catch(() => undefined)
    if (open?.active) return open
    this.#publishing = (async () => {
      const channel = await this.#connection.acquire()
      await channel.confirmSelect()
      await channel.exchangeDeclare(declared)
      return channel
    })()
    return within(answerMs, 'Opening a channel', this.#publishing)
  }

  consume(subscription: Subscription): Consumption {
    const each = subscription.topics.map((topic) =>
      keepGoing((going) => this.#read(subscription, topic, going), subscription.onFault),
    )
    return { stop: async () => void (await Promise.all(each.map((one) => one.stop()))) }
  }

  async #read(subscription: Subscription, topic: string, going: Going): Promise<void> {
    const { signal } = going
    const channel = await this.#connection.acquire()
    const waiting = new Waiting(channel, signal)
    try {
      const queue = `lintel.${subscription.group}.${topic}`
      await channel.exchangeDeclare(declared)
      await channel.queueDeclare({ queue, durable: true, arguments: queueArguments })
      await channel.queueBind({ exchange, queue, routingKey: topic })
      await channel.basicQos({ prefetchCount: 2 * batchSize })
      await channel.basicConsume({ queue }, (message) => waiting.add(message))
      while (!signal.aborted) {
        const batch = await waiting.next()
        const last = batch.at(-1)
        if (!last) continue
        await subscription.take({ messages: batch.map(received) })
        channel.basicAck({ deliveryTag: last.deliveryTag, multiple: true })
        going.works()
      }
    } finally {
      waiting.end()
      closeQuietly(channel)
    }
  }

  async close(): Promise<void> {
    const publishing = await this.#publishing?.catch(() => undefined)
    if (publishing) closeQuietly(publishing)
    const closed = this.#connection.close()
    await within(2_000, 'Closing', closed).catch(() => this.#connection.unsafeDestroy())
  }
}

function send(channel: Channel, { id, topic, body }: OutgoingMessage): Promise<void> {
  const envelope = {
    exchange,
    routingKey: topic,
    durable: true,
    messageId: id,
    contentType: 'application/cloudevents+json; charset=utf-8',
  }
  return channel.basicPublish(envelope, Buffer.from(body))
}

/** The library has read JSON and text by then, where the message says that it is that. */
function received({ body, routingKey }: AsyncMessage): ReceivedMessage {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return { topic: routingKey, body: bytes }
}

/** It gives back what was not acknowledged. */
function closeQuietly(channel: Channel): void {
  if (channel.active) channel.close().catch(() => undefined)
}

/** Messages that were delivered and not taken yet. */
class Waiting {
  readonly #channel: Channel
  readonly #signal: AbortSignal
  readonly #messages: AsyncMessage[] = []
  #wake: () => void = () => undefined
  #isCancelled = false
  readonly #onAbort = () => this.#wake()

  constructor(channel: Channel, signal: AbortSignal) {
    this.#channel = channel
    this.#signal = signal
    channel.on('close', () => this.#wake())
    channel.on('basic.cancel', () => {
      this.#isCancelled = true
      this.#wake()
    })
    signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  end(): void {
    this.#signal.removeEventListener('abort', this.#onAbort)
  }

  add(message: AsyncMessage): void {
    this.#messages.push(message)
    this.#wake()
  }

  /** Some, as soon as there are any; none when it is to end. */
  async next(): Promise<readonly AsyncMessage[]> {
    for (;;) {
      if (this.#signal.aborted) return []
      if (!this.#channel.active || this.#isCancelled) throw new Error('The channel of RabbitMQ was closed.')
      if (this.#messages.length > 0) return this.#messages.splice(0, batchSize)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
