/** Tokens for the callers of the benchmark. */

import { createHmac } from 'node:crypto'
import { audience, issuer } from './settings.ts'

const oneHourSeconds = 3600

/** A bearer token (JWT, HS256) of a customer. A negative `lifetimeSeconds` makes one that has expired. */
export function signToken(secret: string, subject: string, lifetimeSeconds = oneHourSeconds): string {
  const nowSeconds = Math.floor(Date.now() / 1000)
  const claims = {
    sub: subject,
    roles: ['customer'],
    iss: issuer,
    aud: audience,
    iat: nowSeconds + Math.min(0, 2 * lifetimeSeconds),
    exp: nowSeconds + lifetimeSeconds,
  }
  const signed = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
