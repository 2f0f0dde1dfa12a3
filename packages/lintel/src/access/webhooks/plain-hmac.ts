/** A header that holds an HMAC of the body, as GitHub and many others send it. */
import { createHmac } from 'node:crypto'
import type { WebhookDelivery, WebhookScheme } from '../../spec/webhook-scheme.ts'
import { isAnySame } from './same-bytes.ts'
import { WebhookUnverified } from './webhook-unverified.ts'

export type HmacScheme = Extract<WebhookScheme, { readonly kind: 'hmac' }>

export function hmacHeader({ algorithm, encoding, prefix }: HmacScheme, secret: string, body: Uint8Array) {
  return `${prefix}${createHmac(algorithm, secret).update(body).digest(encoding)}`
}

/** @throws WebhookUnverified */
export function verifyHmac(
  { body, header }: WebhookDelivery,
  scheme: HmacScheme,
  secrets: readonly string[],
): void {
  const given = header(scheme.header)
  if (given === undefined) throw new WebhookUnverified(`It has no header ${scheme.header}.`)
  if (!given.startsWith(scheme.prefix)) throw new WebhookUnverified('Its signature is of another kind.')
  const text = given.slice(scheme.prefix.length)
  const expected = secrets.map((secret) => createHmac(scheme.algorithm, secret).update(body).digest())
  if (!isAnySame([Buffer.from(text, scheme.encoding)], expected))
    throw new WebhookUnverified('Its signature is not right.')
}
