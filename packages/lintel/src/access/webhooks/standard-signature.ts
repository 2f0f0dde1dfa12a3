/**
 * Signatures of Standard Webhooks: HMAC-SHA-256 over id, time and the exact bytes.
 *
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { createHmac } from 'node:crypto'
import type { WebhookDelivery } from '../../spec/webhook-scheme.ts'
import { isAnySame } from './same-bytes.ts'
import { sentAt } from './sent-at.ts'
import { WebhookUnverified } from './webhook-unverified.ts'

export const secretPrefix = 'whsec_'

export interface SignedMessage {
  readonly id: string
  /** Seconds since 1970, as text. */
  readonly timestamp: string
  readonly body: Uint8Array
}

/** The key in a secret; `undefined` for what is none. */
export function keyOf(secret: string): Buffer | undefined {
  const text = secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined
  const key = Buffer.from(text, 'base64')
  // The specification asks for 24 to 64 bytes; senders are known to give fewer, so what is refused is what can be guessed.
  return key.length >= 16 ? key : undefined
}

export function signature(key: Buffer, { id, timestamp, body }: SignedMessage): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
}

/** The header `webhook-signature`: one signature for each key, while one is being replaced. */
export function signatureHeader(keys: readonly Buffer[], message: SignedMessage): string {
  return keys.map((key) => `v1,${signature(key, message).toString('base64')}`).join(' ')
}

/**
 * @returns when it was sent
 * @throws WebhookUnverified
 */
export function verifyStandard(
  { body, header }: WebhookDelivery,
  keys: readonly Buffer[],
  toleranceSeconds: number,
): Date {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((each) =>
    header(`webhook-${each}`),
  )
  if (!id || !timestamp || !signatures) throw new WebhookUnverified('A header of its signature is missing.')
  const sent = sentAt(timestamp, toleranceSeconds)
  // Other versions sign with keys that we do not have.
  const given = signatures.split(' ').flatMap((each) => {
    const [version, text = ''] = each.split(',')
    return version === 'v1' ? [Buffer.from(text, 'base64')] : []
  })
  const expected = keys.map((key) => signature(key, { id, timestamp, body }))
  if (!isAnySame(given, expected)) throw new WebhookUnverified('No signature is right.')
  return sent
}
