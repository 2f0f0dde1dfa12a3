/** `webhook`: what another system tells of itself, stored before it is acknowledged, and processed as a job. */
import type { BoundClients, UsedClients } from './client.ts'
import type { FieldRecord, Received } from './fields.ts'
import { t } from './fields.ts'
import type { Grant } from './grant.ts'
import { type AnyJob, type JobContext, job, type RetryOptions } from './job.ts'
import { callerLocation, type Location } from './location.ts'
import type { VerifyDelivery, WebhookScheme } from './webhook-scheme.ts'

/** By their names: what their data hold. Members that are not named here are passed over. */
export type WebhookEvents = Readonly<Record<string, FieldRecord>>

/** An event of one of the declared types. */
export type WebhookEvent<E extends WebhookEvents> = {
  readonly [K in keyof E & string]: {
    /** By which the sender knows it. */
    readonly id: string
    readonly type: K
    readonly data: Received<E[K]>
    /** RFC 3339. */
    readonly receivedAt: string
    /** When the sender says that it sent it, where the scheme tells. RFC 3339. */
    readonly sentAt: string | null
  }
}[keyof E & string]

export interface WebhookContext<E extends WebhookEvents> extends Omit<JobContext<never>, 'input'> {
  readonly event: WebhookEvent<E>
}

export interface WebhookOptions<
  E extends WebhookEvents,
  U extends UsedClients = Readonly<Record<never, never>>,
> {
  readonly summary?: string
  /** How a delivery is proven to be the sender's: a scheme, or a function of your own. */
  readonly verify: WebhookScheme | VerifyDelivery
  readonly events: E
  /**
   * What becomes of events of other types: `ignored` acknowledges them, `kept` stores them too, for a later replay,
   * `refused` answers 422 (default `ignored`).
   */
  readonly others?: 'ignored' | 'kept' | 'refused'
  /** Below the application's prefix (default `/webhooks/<name>`). */
  readonly path?: string
  /** What a delivery is acknowledged with (default 202). */
  readonly status?: 200 | 202 | 204
  /**
   * JSON Pointer into the data: events that have the same value there are processed one after the other, as they arrived
   * (default: in no order).
   */
  readonly orderedBy?: string
  /** For so long deliveries are kept, and known again (default 30). */
  readonly keepDays?: number
  /** Roles that it acts with; without any it may do what its grants say. */
  readonly roles?: readonly string[]
  /** What it may do beyond its roles. */
  readonly grants?: readonly Grant[]
  /** Other systems that it asks, by the names under which `run` gets them. */
  readonly uses?: U
  readonly retry?: RetryOptions
  /** A try that takes longer has failed (default 60,000). */
  readonly timeoutMs?: number
  /** So many at once in one process (default 10). */
  readonly concurrency?: number
  /** So many at once in all processes (default: no limit). */
  readonly maxRunning?: number
  run(context: WebhookContext<E> & BoundClients<U>): Promise<unknown> | unknown
}

type StoredOptions = Omit<WebhookOptions<WebhookEvents, UsedClients>, 'run'>

export class Webhook<E extends WebhookEvents = WebhookEvents> {
  readonly kind = 'webhook'
  readonly name: string
  readonly options: StoredOptions
  /** What processes its deliveries. */
  readonly job: AnyJob
  readonly at: Location
  /** For the compiler alone: the types of its events. */
  declare readonly events: E

  constructor(name: string, options: StoredOptions, run: (context: never) => unknown) {
    const { summary, roles, grants, uses, retry, timeoutMs, concurrency, maxRunning } = options
    this.name = name
    this.options = options
    this.at = callerLocation()
    this.job = job(`${webhookJobPrefix}${name}`, {
      ...present({ summary, roles, grants, uses, retry, timeoutMs, concurrency, maxRunning }),
      input: { receipt: t.uuid() },
      run,
    })
  }
}

export type AnyWebhook = Webhook<WebhookEvents>

/** Before the name of the webhook, in that of the job that processes its deliveries. */
export const webhookJobPrefix = 'webhook.'

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> }

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>
}

/**
 * Declares where another system sends its events.
 *
 * @param name     `'payments'`; what is stored is found by it, so a release keeps it
 * @param options  how a delivery is proven, which events are taken, whom it acts as, and `run`
 */
export function webhook<
  const E extends WebhookEvents,
  U extends UsedClients = Readonly<Record<never, never>>,
>(name: string, options: WebhookOptions<E, U>): Webhook<E> {
  return new Webhook(name, options as unknown as StoredOptions, options.run as (context: never) => unknown)
}
