/** What outgoing webhooks do, as their operations and jobs ask for it; `work/outgoing` does it. */
import type { JobContext } from '../job.ts'

export interface NewSecret {
  /** For whoever verifies deliveries; shown once. */
  readonly secret: string
  /** As it is stored. */
  readonly sealed: string
}

/** A delivery that is put in the queue. */
export interface NewDelivery {
  readonly subscription: string
  readonly event: string
  readonly type: string
  readonly data: object
  /** When it happened. RFC 3339. */
  readonly at: string
}

export interface Outlet {
  /** Why nothing is sent there; `undefined` where it is. */
  refusalOf(url: string): Promise<string | undefined>
  /** @param subscription  whose it is */
  newSecret(subscription: string): NewSecret
  /** Makes a delivery for every subscription that takes the event. */
  fanOut(context: JobContext<unknown>, type: string): Promise<void>
  /** One try of one delivery. */
  deliver(context: JobContext<{ readonly delivery: string }>): Promise<void>
}

/** The row of a delivery that waits. */
export function deliveryRow({ subscription, event, type, data, at }: NewDelivery) {
  // Standard Webhooks: type, the moment of the event, and its data.
  const content = JSON.stringify({ type, timestamp: at, data })
  return { subscription, event, type, content, told: data as never }
}
