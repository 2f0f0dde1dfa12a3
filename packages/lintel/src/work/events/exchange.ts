/** Events on their way between this application and a broker: one of its processes sends and reads at a time. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Connections } from '../../database/connections.ts'
import { enterMessages, pruneInbox, readPosition, StalePosition } from '../../database/events/inbox.ts'
import { Lease } from '../../database/events/lease.ts'
import { nextEvents, removeEvents, type StoredEvent } from '../../database/events/outbox.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import type { Observe } from '../../spec/observation.ts'
import type { Broker, Consumption, OutgoingMessage, ReceivedBatch } from '../brokers/broker.ts'
import { cloudEventOf } from './cloud-event.ts'
import { type Incoming, incomingOf, topicOf } from './incoming.ts'

export interface ExchangeOptions {
  readonly connections: Connections
  readonly model: ApplicationModel
  readonly broker: Broker
  /** Who this process is, for whoever looks. */
  readonly name: string
  /** A process that is not heard of for so long is given up. */
  readonly leaseMs: number
  /** How long ids of what was received are known. */
  readonly keptDays: number
  readonly observe: Observe
}

/** Name of the lease of the process that sends and reads. */
export const exchangeLease = 'events'

const sendAtOnce = 500
const pollMs = 1_000
const firstWaitMs = 200
const longestWaitMs = 5_000
const pruneEveryMs = 3_600_000

/**
 * Why events of one key are sent in their order, whatever process dies or stalls:
 *
 * - The numbers of the outbox are in the order of commits for one key, as whoever emits holds the key until it commits.
 * - Whoever sends takes the lowest numbers there are, and sends nothing after them before the broker has all of them. A
 *   row leaves the outbox only when the broker has it.
 * - A process that stalls past its lease may send again what another has sent meanwhile. These are rows that the other
 *   found in the outbox and sent before any later one, so what comes late comes a second time: the first time is in order.
 */
export class Exchange {
  readonly #options: ExchangeOptions
  readonly #lease: Lease
  readonly #incoming: Incoming
  readonly #controller = new AbortController()
  #living: Promise<void> | undefined
  #isWoken = false
  #wake: () => void = () => undefined
  #prunedAt = 0

  constructor(options: ExchangeOptions) {
    this.#options = options
    const { connections, name, leaseMs, model } = options
    this.#lease = new Lease({ connections, name: exchangeLease, holderName: name, leaseMs })
    this.#incoming = incomingOf(model)
  }

  start(): void {
    this.#living = this.#live()
  }

  /** There may be something to send. */
  wake(): void {
    this.#isWoken = true
    this.#wake()
  }

  async stop(): Promise<void> {
    this.#controller.abort()
    this.#wake()
    await this.#living
  }

  get #isStopping(): boolean {
    return this.#controller.signal.aborted
  }

  async #live(): Promise<void> {
    let failures = 0
    while (!this.#isStopping) {
      let waitMs = this.#lease.leaseMs / 4
      try {
        if (await this.#lease.hold()) {
          await this.#lead(() => {
            failures = 0
          })
        }
      } catch (error) {
        this.#tell(error)
        waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** failures++)
      }
      await this.#sleep(waitMs * (0.5 + Math.random() / 2))
    }
  }

  /** Sends and reads as long as the lease is this process's. A broker that is away for it may be there for another. */
  async #lead(works: () => void): Promise<void> {
    let isLost = false
    const lose = () => {
      isLost = true
      this.wake()
    }
    const renewal = this.#renewal(lose)
    const consumption = this.#consume()
    try {
      while (!this.#isStopping && !isLost) {
        const sent = await this.#send()
        works()
        if (sent === 0) await this.#woken()
        await this.#prune()
      }
    } finally {
      clearInterval(renewal)
      await consumption?.stop()
      await this.#lease.release().catch(() => undefined)
    }
  }

  #renewal(lose: () => void): NodeJS.Timeout {
    // What cannot be said is not said in time: another takes over, and this process finds out.
    return setInterval(() => {
      this.#lease.hold().then(
        (mine) => {
          if (!mine) lose()
        },
        () => undefined,
      )
    }, this.#lease.leaseMs / 4)
  }

  /** How many the broker has now that it did not have before. */
  async #send(): Promise<number> {
    const { connections, broker, model, observe } = this.#options
    const events = await nextEvents(connections, sendAtOnce)
    const [oldest] = events
    if (!oldest) return 0
    await broker.publish(events.map((event) => messageOf(model.name, event)))
    const lagMs = Date.now() - Date.parse(oldest.emittedAt)
    await removeEvents(
      connections,
      events.map(({ seq }) => seq),
    )
    observe({ event: 'events', kind: 'sent', count: events.length, lagMs })
    return events.length
  }

  #consume(): Consumption | undefined {
    const { connections, broker, model } = this.#options
    const { topics } = this.#incoming
    if (topics.length === 0) return undefined
    return broker.consume({
      group: model.name,
      topics,
      positionOf: (topic) => readPosition(connections, topic),
      take: (batch) => this.#take(batch),
      onFault: (error) => {
        if (!(error instanceof StalePosition)) this.#tell(error)
      },
    })
  }

  async #take({ messages, advance }: ReceivedBatch): Promise<void> {
    const { connections, model, observe } = this.#options
    const arrival = { messages: messages.map(this.#incoming.read), advance }
    const { taken, refused } = await enterMessages(connections, model, arrival)
    if (taken > 0) observe({ event: 'events', kind: 'received', count: taken })
    for (const { topic, reason } of refused) observe({ event: 'message refused', topic, reason })
  }

  async #prune(): Promise<void> {
    if (Date.now() - this.#prunedAt < pruneEveryMs) return
    this.#prunedAt = Date.now()
    await pruneInbox(this.#options.connections, this.#options.keptDays)
  }

  #tell(error: unknown): void {
    this.#options.observe({ event: 'broker', state: 'unreachable', error })
  }

  /** Until somebody tells of something, or for a while. */
  async #woken(): Promise<void> {
    if (!this.#isWoken && !this.#isStopping) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        timer = setTimeout(resolve, pollMs)
      })
      clearTimeout(timer)
    }
    this.#isWoken = false
  }

  async #sleep(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#controller.signal }).catch(() => undefined)
  }
}

function messageOf(application: string, stored: StoredEvent): OutgoingMessage {
  const { id, event, key } = stored
  return { id, topic: topicOf(application, event), key, body: cloudEventOf(application, stored) }
}
