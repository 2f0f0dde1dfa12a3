/** A delivery as its sender would make it: for tests of whoever receives it. */
import { segmentsOf } from '../../plan/contract/json-pointer.ts'
import type { Place, WebhookScheme } from '../../spec/webhook-scheme.ts'
import { hmacHeader } from './plain-hmac.ts'
import { keyOf, signatureHeader } from './standard-signature.ts'
import { stripeHeader } from './stripe-signature.ts'
import { secretsOf } from './webhook-verifier.ts'

export interface DeliveredEvent {
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly sentAt: Date
}

export interface SignedDelivery {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Signed with the first of the secrets. */
export function signedDelivery(scheme: WebhookScheme, event: DeliveredEvent): SignedDelivery {
  const { places } = scheme
  const stamped = scheme.kind === 'standard' ? { timestamp: event.sentAt.toISOString() } : {}
  const named = withPlaced(places.type, event.type, withPlaced(places.id, event.id, stamped))
  const json = withValueAt(places.data, event.data, named)
  const body = JSON.stringify(json)
  return {
    headers: {
      'content-type': 'application/json',
      ...headerWith(places.id, event.id),
      ...headerWith(places.type, event.type),
      ...signatureHeaders(scheme, event, body),
    },
    body,
  }
}

function signatureHeaders(scheme: WebhookScheme, { id, sentAt }: DeliveredEvent, text: string) {
  const [secret = ''] = secretsOf(scheme)
  const body = Buffer.from(text)
  const timestamp = String(Math.floor(sentAt.getTime() / 1000))
  switch (scheme.kind) {
    case 'standard': {
      const signature = signatureHeader([keyOf(secret) ?? Buffer.alloc(0)], { id, timestamp, body })
      return { 'webhook-timestamp': timestamp, 'webhook-signature': signature }
    }
    case 'stripe':
      return { 'stripe-signature': stripeHeader(secret, timestamp, body) }
    case 'hmac':
      return { [scheme.header]: hmacHeader(scheme, secret, body) }
  }
}

function headerWith(place: Place, value: string): Record<string, string> {
  return 'header' in place ? { [place.header]: value } : {}
}

function withPlaced(place: Place, value: string, within: object): object {
  return 'pointer' in place ? (withValueAt(place.pointer, value, within) as object) : within
}

/** The members of `within`, and the value at its pointer; an empty pointer is the whole of it. */
function withValueAt(pointer: string, value: unknown, within: object): unknown {
  const [first, ...rest] = segmentsOf(pointer)
  if (first === undefined) return typeof value === 'object' ? { ...value, ...within } : value
  if (rest.length === 0) return { ...within, [first]: value }
  const inner: unknown = Reflect.get(within, first)
  return { ...within, [first]: withValueAt(`/${rest.join('/')}`, value, Object(inner ?? {})) }
}
