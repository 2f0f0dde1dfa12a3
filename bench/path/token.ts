/** Tokens for the callers of this benchmark. */

import { signAccessToken } from '../harness/token.ts'
import { issuer } from './settings.ts'

/** A bearer token of a customer. A negative `lifetimeSeconds` makes one that has expired. */
export function signToken(secret: string, subject: string, lifetimeSeconds?: number): string {
  const lifetime = lifetimeSeconds === undefined ? {} : { lifetimeSeconds }
  return signAccessToken({ secret, application: issuer, subject, ...lifetime })
}
