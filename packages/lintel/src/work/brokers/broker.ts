/** What a broker does for events, whatever its make: it stores messages in order, and gives them out until they are taken. */
import type { Advance } from '../../database/events/inbox.ts'

export interface OutgoingMessage {
  readonly id: string
  /** `<application>.<event>` */
  readonly topic: string
  /** Messages of one key and topic are given out in the order in which they were stored. */
  readonly key?: string | undefined
  /** A CloudEvent as JSON. */
  readonly body: string
}

export interface ReceivedMessage {
  readonly topic: string
  readonly body: Buffer
}

export interface ReceivedBatch {
  readonly messages: readonly ReceivedMessage[]
  /** Of brokers that leave it to the reader to remember how far it has come. */
  readonly advance?: Advance
}

export interface Subscription {
  /** Name of the application: its processes read as one. */
  readonly group: string
  readonly topics: readonly string[]
  /** Where reading of a topic goes on, of brokers that leave that to the reader. */
  positionOf(topic: string): Promise<string | undefined>
  /** Resolves when the batch is kept; a batch that rejects comes again. */
  take(batch: ReceivedBatch): Promise<void>
  /** It goes on by itself afterwards. */
  onFault(error: unknown): void
}

export interface Consumption {
  /** Takes nothing more; what is under way comes to its end. */
  stop(): Promise<void>
}

export interface Broker {
  /**
   * Resolves when the broker has stored all of them, those of one key in their order; rejects where it is not known
   * that it has. They may then be published again, all of them.
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>
  consume(subscription: Subscription): Consumption
  close(): Promise<void>
}

/** How many messages are taken in one transaction at most. */
export const batchSize = 200

/** What a broker that does not answer is waited for. */
export const answerMs = 15_000
