/** Access tokens: signed, short-lived, bound to this application; verified once and remembered until they end. */
import { errors, jwtVerify, SignJWT } from 'jose'
import { LRUCache } from 'lru-cache'
import type { PrincipalData } from '../spec/principal.ts'
import { Problem } from '../spec/problem.ts'

const algorithm = 'HS256'
/** RFC 9068 §2.1: the type tells an access token from every other token of the same key. */
const tokenType = 'at+jwt'
/** Longer ones are refused before any work is done on them. */
const maxTokenLength = 4096

export interface TokenOptions {
  /** At least 32 bytes. */
  readonly secret: string
  /** Issuer and audience: tokens of another application are refused. */
  readonly application: string
  readonly ttlSeconds: number
  /** Whether a subject is an id that the identity's entity could have. */
  readonly isSubject: (subject: string) => boolean
}

export class Tokens {
  readonly #options: TokenOptions
  readonly #key: Uint8Array
  /** Verified tokens. Signatures cost more than everything else of a request; a token says the same until it ends. */
  readonly #verified = new LRUCache<
    string,
    { readonly principal: PrincipalData; readonly expiresAt: number }
  >({ max: 10_000 })

  constructor(options: TokenOptions) {
    this.#options = options
    this.#key = new TextEncoder().encode(options.secret)
  }

  sign(principal: { readonly id: string; readonly roles: readonly string[] }): Promise<string> {
    const { application, ttlSeconds } = this.#options
    return new SignJWT({ roles: [...principal.roles] })
      .setProtectedHeader({ alg: algorithm, typ: tokenType })
      .setSubject(principal.id)
      .setIssuer(application)
      .setAudience(application)
      .setIssuedAt()
      .setExpirationTime(`${ttlSeconds} s`)
      .sign(this.#key)
  }

  /** What a token says that was verified before, without any work; `undefined` when it must be verified. */
  known(token: string): PrincipalData | undefined {
    const entry = this.#verified.get(token)
    if (!entry) return undefined
    if (entry.expiresAt > Date.now()) return entry.principal
    this.#verified.delete(token)
    return undefined
  }

  /** @throws Problem `token_expired` or `token_invalid` (401) */
  async verify(token: string): Promise<PrincipalData> {
    const known = this.known(token)
    if (known) return known
    const { principal, expiresAt } = await this.#check(token)
    this.#verified.set(token, { principal, expiresAt })
    return principal
  }

  async #check(token: string) {
    const { application, isSubject } = this.#options
    if (token.length > maxTokenLength) throw refused('token_invalid')
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [algorithm],
        typ: tokenType,
        issuer: application,
        audience: application,
        requiredClaims: ['sub', 'exp', 'iat'],
      })
      const roles = Array.isArray(payload.roles)
        ? payload.roles.filter((role) => typeof role === 'string')
        : []
      const id = payload.sub ?? ''
      if (!isSubject(id)) throw refused('token_invalid')
      return { principal: { id, roles }, expiresAt: (payload.exp ?? 0) * 1000 }
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw refused('token_expired')
      if (error instanceof errors.JOSEError) throw refused('token_invalid')
      throw error
    }
  }
}

function refused(code: 'token_expired' | 'token_invalid'): Problem {
  const title = code === 'token_expired' ? 'The access token has expired.' : 'The access token is not valid.'
  return new Problem(code, {
    status: 401,
    title,
    // RFC 6750 §3.1
    headers: { 'www-authenticate': `Bearer error="invalid_token", error_description="${title}"` },
  })
}
