/** Access tokens for the callers of a benchmark, as the application under load would sign them. */

import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto'

interface SigningKeys {
  signingKeyOf(secret: string, application: string): JsonWebKey & { readonly kid: string }
}

// The framework opens no door to its insides; the harness goes in beside its main module.
const { signingKeyOf }: SigningKeys = await import(
  new URL('./access/signing-key.js', import.meta.resolve('lintel')).href
)

const oneHourSeconds = 3600

export interface TokenClaims {
  readonly secret: string
  /** Issuer and audience. */
  readonly application: string
  readonly subject: string
  /** Default one hour; a negative one makes a token that has expired. */
  readonly lifetimeSeconds?: number
}

/** A bearer token (JWT, ES256) of a customer. */
export function signAccessToken(options: TokenClaims): string {
  const { secret, application, subject, lifetimeSeconds = oneHourSeconds } = options
  const nowSeconds = Math.floor(Date.now() / 1000)
  const claims = {
    sub: subject,
    roles: ['customer'],
    iss: application,
    aud: application,
    iat: nowSeconds + Math.min(0, 2 * lifetimeSeconds),
    exp: nowSeconds + lifetimeSeconds,
  }
  const { kid, key } = privateKey(secret, application)
  const signed = `${encode({ alg: 'ES256', typ: 'at+jwt', kid })}.${encode(claims)}`
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

/** With what a server that is no Lintel verifies these tokens. */
export function publicKeyOf(secret: string, application: string): KeyObject {
  return createPublicKey(privateKey(secret, application).key)
}

function privateKey(secret: string, application: string): { readonly kid: string; readonly key: KeyObject } {
  const jwk = signingKeyOf(secret, application)
  return { kid: jwk.kid, key: createPrivateKey({ key: { ...jwk }, format: 'jwk' }) }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
