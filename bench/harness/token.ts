/** Access tokens for the callers of a benchmark, as the application under load would sign them. */

import { createHmac } from 'node:crypto'

const oneHourSeconds = 3600

export interface TokenClaims {
  readonly secret: string
  /** Issuer and audience. */
  readonly application: string
  readonly subject: string
  /** Default one hour; a negative one makes a token that has expired. */
  readonly lifetimeSeconds?: number
}

/** A bearer token (JWT, HS256) of a customer. */
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
  const signed = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
