/**
 * Signatures of Stripe: `t=<seconds>,v1=<hex>`, HMAC-SHA-256 over time and body.
 *
 * @source https://docs.stripe.com/webhooks#verify-manually
 */
import { createHmac } from 'node:crypto'
import type { WebhookDelivery } from '../../spec/webhook-scheme.ts'
import { isAnySame } from './same-bytes.ts'
import { sentAt } from './sent-at.ts'
import { WebhookUnverified } from './webhook-unverified.ts'

function signature(secret: string, timestamp: string, body: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()
}

export function stripeHeader(secret: string, timestamp: string, body: Uint8Array): string {
  return `t=${timestamp},v1=${signature(secret, timestamp, body).toString('hex')}`
}

/**
 * @returns when it was sent
 * @throws WebhookUnverified
 */
export function verifyStripe(
  { body, header }: WebhookDelivery,
  secrets: readonly string[],
  toleranceSeconds: number,
): Date {
  const pairs = (header('stripe-signature') ?? '').split(',').map((each) => each.split('='))
  const valuesOf = (name: string) => pairs.flatMap(([key, value = '']) => (key === name ? [value] : []))
  const [timestamp] = valuesOf('t')
  if (timestamp === undefined) throw new WebhookUnverified('The header stripe-signature names no time.')
  const sent = sentAt(timestamp, toleranceSeconds)
  const given = valuesOf('v1').map((text) => Buffer.from(text, 'hex'))
  const expected = secrets.map((secret) => signature(secret, timestamp, body))
  if (!isAnySame(given, expected)) throw new WebhookUnverified('No signature is right.')
  return sent
}
