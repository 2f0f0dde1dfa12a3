/** What proves deliveries of one webhook, with its secrets, and reads what they are. */

import type { AnyWebhook } from '../../spec/webhook.ts'
import type {
  ProvenDelivery,
  VerifyDelivery,
  WebhookDelivery,
  WebhookScheme,
} from '../../spec/webhook-scheme.ts'
import { jsonOf, shortText, textAt } from './delivery-content.ts'
import { verifyHmac } from './plain-hmac.ts'
import { keyOf, verifyStandard } from './standard-signature.ts'
import { verifyStripe } from './stripe-signature.ts'
import { WebhookUnverified } from './webhook-unverified.ts'

/** A delivery that its sender stands for. */
export interface VerifiedDelivery {
  /** `undefined` where it names none, though it is proven. */
  readonly id: string | undefined
  /** `undefined` where it cannot be read. */
  readonly type: string | undefined
  readonly sentAt: Date | undefined
  /** Of a function of the author's alone; else they are in the body. */
  readonly data?: unknown
}

export type WebhookVerifier = (delivery: WebhookDelivery) => VerifiedDelivery | Promise<VerifiedDelivery>

/** What is wrong with the secrets of a webhook; nothing of them. */
export interface WebhookProblem {
  readonly setting: string
  readonly message: string
}

/**
 * Asks for the secrets of a webhook.
 *
 * @returns what verifies its deliveries, which throws WebhookUnverified; or what is wrong with its secrets
 */
export function webhookVerifier({ name, options }: AnyWebhook): WebhookVerifier | WebhookProblem {
  const { verify } = options
  if (typeof verify === 'function') return byFunction(verify)
  const secrets = secretsOf(verify)
  const prove = proofOf(verify, secrets)
  if (typeof prove === 'string') return { setting: `The secret of the webhook ${name}`, message: prove }
  const { places } = verify
  return (delivery) => {
    const sentAt = prove(delivery)
    const json = jsonOf(delivery.body)
    return {
      id: textAt(places.id, json, delivery.header),
      type: textAt(places.type, json, delivery.header),
      sentAt,
    }
  }
}

export function secretsOf({ secrets }: WebhookScheme): readonly string[] {
  const given = secrets()
  return typeof given === 'string' ? [given] : given
}

type Prove = (delivery: WebhookDelivery) => Date | undefined

function proofOf(scheme: WebhookScheme, secrets: readonly string[]): Prove | string {
  if (secrets.length === 0) return 'is missing.'
  if (scheme.kind === 'standard') {
    const keys = secrets.flatMap((secret) => keyOf(secret) ?? [])
    if (keys.length < secrets.length) return 'must be whsec_ and base64 of 24 to 64 bytes.'
    return (delivery) => verifyStandard(delivery, keys, scheme.toleranceSeconds)
  }
  if (secrets.some((secret) => Buffer.byteLength(secret) < 16)) return 'must be at least 16 bytes long.'
  if (scheme.kind === 'stripe') return (delivery) => verifyStripe(delivery, secrets, scheme.toleranceSeconds)
  return (delivery) => {
    verifyHmac(delivery, scheme, secrets)
    return undefined
  }
}

function byFunction(verify: VerifyDelivery): WebhookVerifier {
  return async (delivery) => {
    const proven = await verify(delivery)
    if (!proven) throw new WebhookUnverified('The function of the webhook does not take it.')
    return readProven(proven)
  }
}

function readProven({ id, type, data, sentAt }: ProvenDelivery): VerifiedDelivery {
  return { id: shortText(id), type: shortText(type), sentAt, data }
}
