/** Bearer tokens of the bare server: ES256 by node:crypto, each verified once and remembered. */

import { type KeyObject, verify as verifySignature } from 'node:crypto'
import { publicKeyOf } from '../../../harness/token.ts'
import { audience, issuer } from '../../settings.ts'

interface Verified {
  readonly subject: string
  readonly expiresAtMs: number
}

const maxRemembered = 10_000

/** @returns a function from the Authorization header to the caller's id, `undefined` when it is not valid */
export function tokenVerifier(secret: string): (authorization: string | undefined) => string | undefined {
  const key = publicKeyOf(secret, issuer)
  const remembered = new Map<string, Verified>()
  return (authorization) => {
    if (!authorization?.startsWith('Bearer ')) return undefined
    let verified = remembered.get(authorization)
    if (!verified) {
      verified = verify(authorization.slice(7), key)
      if (!verified) return undefined
      if (remembered.size === maxRemembered) remembered.clear()
      remembered.set(authorization, verified)
    }
    return verified.expiresAtMs > Date.now() ? verified.subject : undefined
  }
}

function verify(token: string, key: KeyObject): Verified | undefined {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const content = Buffer.from(`${header}.${claims}`)
  const signed = { key, dsaEncoding: 'ieee-p1363' } as const
  if (!verifySignature('sha256', content, signed, Buffer.from(signature, 'base64url'))) return undefined
  if (decode(header).alg !== 'ES256') return undefined
  const { sub, iss, aud, exp } = decode(claims)
  if (typeof sub !== 'string' || typeof exp !== 'number' || iss !== issuer || aud !== audience)
    return undefined
  return { subject: sub, expiresAtMs: exp * 1000 }
}

// Only after the signature held, so the text is the issuer's own JSON.
function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}
