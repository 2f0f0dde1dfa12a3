/** Deliveries of webhooks for tests: as their sender would sign them. */
import { randomUUID } from 'node:crypto'
import { type SignedDelivery, signedDelivery } from '../access/webhooks/signed-delivery.ts'
import type { Sent } from '../spec/fields.ts'
import type { Webhook, WebhookEvents } from '../spec/webhook.ts'

/** An event as its sender has it. */
export type TestEvent<E extends WebhookEvents> = {
  readonly [K in keyof E & string]: {
    readonly type: K
    /** Other members are passed over. */
    readonly data: Sent<E[K]> & Readonly<Record<string, unknown>>
    /** Default: a new one. */
    readonly id?: string
    /** Default: now. */
    readonly sentAt?: Date
  }
}[keyof E & string]

/**
 * The headers and the body of a delivery, signed with the first secret of the webhook.
 *
 * @throws TypeError for a webhook that is verified by a function
 */
export function signedWebhook<E extends WebhookEvents>(
  { name, options }: Webhook<E>,
  event: TestEvent<E>,
): SignedDelivery {
  const { verify } = options
  if (typeof verify === 'function')
    throw new TypeError(`The webhook ${name} is verified by a function: sign its deliveries as that asks.`)
  const { id = randomUUID(), sentAt = new Date(), type, data } = event
  return signedDelivery(verify, { id, type, data, sentAt })
}
