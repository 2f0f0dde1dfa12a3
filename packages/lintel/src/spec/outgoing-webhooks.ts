/** `webhooks`: events that others subscribe to, delivered to addresses that they give. */
import type { AnyEntity } from './entity.ts'
import { type Event, event } from './event.ts'
import { t } from './fields.ts'
import type { AnyJob } from './job.ts'
import { callerLocation, type Location } from './location.ts'
import type { Operation } from './operation.ts'
import { type OutgoingEntities, outgoingEntities } from './outgoing/entities.ts'
import { type DeliverJob, deliverJob, fanOutJob } from './outgoing/jobs.ts'
import { outgoingOperations } from './outgoing/operations.ts'
import type { Outlet } from './outgoing/outlet.ts'
import { outgoingResources } from './outgoing/resources.ts'
import type { Resource } from './resource.ts'
import { type Rule, signedIn } from './rules.ts'

// biome-ignore lint/suspicious/noExplicitAny: events of any data; no value passes through here
type AnyEvent = Event<any>

export interface OutgoingOptions {
  /** Events that refer to rows: a subscriber is told of those whose rows it may read. */
  readonly events: readonly AnyEvent[]
  /** Events that every subscriber may be told of, whatever they refer to (default: none). */
  readonly announcements?: readonly AnyEvent[]
  /** Who may subscribe (default: whoever is signed in). */
  readonly manage?: Rule | readonly Rule[]
  /** A subscription is disabled when nothing but failures came of it for so long (default 5). */
  readonly disableAfterDays?: number
  /** After a new secret the old one signs, too, for so long (default 24). */
  readonly overlapHours?: number
  /** Subscriptions of one owner (default 20). */
  readonly perOwner?: number
  /** For so long deliveries are kept (default 30). */
  readonly keepDays?: number
}

/** What it adds to an application. */
interface Added {
  readonly entities: OutgoingEntities
  readonly resources: readonly Resource[]
  readonly operations: Readonly<Record<string, Operation>>
  readonly jobs: readonly AnyJob[]
}

export class OutgoingWebhooks {
  readonly kind = 'webhooks'
  readonly entity: AnyEntity
  readonly options: OutgoingOptions
  readonly events: readonly Event[]
  /** Told when a subscription was disabled by itself: a job may take it, and write to its owner. */
  readonly disabled: Event<{ readonly subscription: ReturnType<typeof t.uuid> }>
  readonly deliver: DeliverJob
  readonly added: Added
  readonly at: Location
  #outlet: Outlet | undefined

  constructor(entity: AnyEntity, options: OutgoingOptions) {
    this.entity = entity
    this.options = options
    this.at = callerLocation()
    this.events = [...options.events, ...(options.announcements ?? [])]
    this.disabled = event('webhooks.disabled', { data: { subscription: t.uuid() } })
    const types = this.events.map(({ name }) => name)
    const entities = outgoingEntities(entity, types)
    const parts = { entities, outlet: () => this.#started() }
    this.deliver = deliverJob(parts, this.disabled as unknown as Event)
    const { manage = signedIn, overlapHours = 24, perOwner = 20 } = options
    const rules = Array.isArray(manage) ? (manage as readonly Rule[]) : [manage as Rule]
    const { deliver } = this
    this.added = {
      entities,
      resources: outgoingResources(entities, rules),
      operations: outgoingOperations({ ...parts, types, manage: rules, deliver, overlapHours, perOwner }),
      jobs: [deliver as unknown as AnyJob, ...this.events.map((each) => fanOutJob(parts, each))],
    }
  }

  /** Called once, at start. */
  provide(outlet: Outlet): void {
    this.#outlet = outlet
  }

  #started(): Outlet {
    if (!this.#outlet) throw new Error('Webhooks were asked for before the application started.')
    return this.#outlet
  }
}

/**
 * Declares events that others subscribe to, by routes that are derived: `POST /webhook-subscriptions` and what follows.
 *
 * @param account  the entity of the identity: its rows subscribe
 * @param options  which events, and who may be told
 */
export function webhooks<E extends AnyEntity>(account: E, options: OutgoingOptions): OutgoingWebhooks {
  return new OutgoingWebhooks(account, options)
}
