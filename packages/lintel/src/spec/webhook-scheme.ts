/** How a sender proves that a webhook is its own, and where its deliveries say what they are. */

/** Asked at start, once settings are read: no secret stands in a specification. Several while one is being replaced. */
export type WebhookSecrets = () => string | readonly string[]

/** Where a delivery says something: in a header, or in its JSON body, by a JSON Pointer (RFC 6901). */
export type Place = { readonly header: string } | { readonly pointer: string }

export type HmacAlgorithm = 'sha256' | 'sha384' | 'sha512'
export type HmacEncoding = 'hex' | 'base64' | 'base64url'

/** What arrived, as it was sent. */
export interface WebhookDelivery {
  readonly body: Uint8Array
  header(name: string): string | undefined
}

/** What a function of one's own found a delivery to be. */
export interface ProvenDelivery {
  /** By which it is processed once: something that the sender vouches for. */
  readonly id: string
  readonly type: string
  readonly data: unknown
  /** When the sender says that it sent it. */
  readonly sentAt?: Date
}

/** Gives `undefined` for what is not proven; the caller then learns nothing more than that. */
export type VerifyDelivery = (
  delivery: WebhookDelivery,
) => ProvenDelivery | undefined | Promise<ProvenDelivery | undefined>

interface Places {
  readonly id: Place
  readonly type: Place
  /** JSON Pointer to the data; empty: the whole body. */
  readonly data: string
}

/** Seconds by which the clock of the sender may differ; absent: the scheme signs no time. */
interface Timed {
  readonly toleranceSeconds: number
}

export type WebhookScheme = { readonly secrets: WebhookSecrets; readonly places: Places } & (
  | ({ readonly kind: 'standard' } & Timed)
  | ({ readonly kind: 'stripe' } & Timed)
  | {
      readonly kind: 'hmac'
      readonly header: string
      readonly algorithm: HmacAlgorithm
      readonly encoding: HmacEncoding
      readonly prefix: string
    }
)

interface TimeOptions {
  /** How old a delivery may be, and how far ahead of our clock (default 300, five minutes). */
  readonly toleranceSeconds?: number
}

const fiveMinutes = 300

/**
 * Deliveries that are signed as Standard Webhooks says, with shared secrets.
 *
 * @param secrets  `whsec_` and base64, as the sender gives them
 * @source         https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhooks(secrets: WebhookSecrets, options: TimeOptions = {}): WebhookScheme {
  const { toleranceSeconds = fiveMinutes } = options
  const places = { id: { header: 'webhook-id' }, type: { pointer: '/type' }, data: '/data' }
  return { kind: 'standard', secrets, places, toleranceSeconds }
}

/**
 * Deliveries of Stripe. The data are the object that the event is about.
 *
 * @param secrets  of the endpoint: `whsec_…`
 * @source         https://docs.stripe.com/webhooks#verify-manually
 */
export function stripeSignature(secrets: WebhookSecrets, options: TimeOptions = {}): WebhookScheme {
  const { toleranceSeconds = fiveMinutes } = options
  const places = { id: { pointer: '/id' }, type: { pointer: '/type' }, data: '/data/object' }
  return { kind: 'stripe', secrets, places, toleranceSeconds }
}

/**
 * Deliveries of GitHub, sent as `application/json`. The type is the name of the event, the data are the whole body.
 *
 * @source https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function githubSignature(secrets: WebhookSecrets): WebhookScheme {
  const places = { id: { header: 'x-github-delivery' }, type: { header: 'x-github-event' }, data: '' }
  const header = 'x-hub-signature-256'
  return { kind: 'hmac', secrets, places, header, algorithm: 'sha256', encoding: 'hex', prefix: 'sha256=' }
}

export interface HmacOptions {
  readonly secret: WebhookSecrets
  /** The header with the signature of the body. */
  readonly header: string
  /** Default `sha256`. */
  readonly algorithm?: HmacAlgorithm
  /** Default `hex`. */
  readonly encoding?: HmacEncoding
  /** What stands before the signature: `sha256=` (default: nothing). */
  readonly prefix?: string
  /** The id of a delivery, or of the event, by which it is processed once. */
  readonly id: Place
  readonly type: Place
  /** JSON Pointer to the data (default: the whole body). */
  readonly data?: string
}

/** Deliveries with a header that holds an HMAC of the body. */
export function hmac(options: HmacOptions): WebhookScheme {
  const { secret, header, algorithm = 'sha256', encoding = 'hex', prefix = '', id, type, data = '' } = options
  const places = { id: lowerCase(id), type: lowerCase(type), data }
  return { kind: 'hmac', secrets: secret, places, header: header.toLowerCase(), algorithm, encoding, prefix }
}

function lowerCase(place: Place): Place {
  return 'header' in place ? { header: place.header.toLowerCase() } : place
}
