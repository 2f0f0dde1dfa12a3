/** The application's own access tokens: signed and verified with the keys of its ring. */
import { randomUUID } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { ServiceTokenRequest } from '../spec/operation.ts'
import type { PrincipalData } from '../spec/principal.ts'
import { refuseFromFuture, rolesIn, scopesIn } from './claims.ts'
import type { KeyRing } from './key-ring.ts'
import { signingAlgorithm } from './signing-key.ts'
import { TokenRefused } from './token-refused.ts'
import type { TokenVerifier, Verified } from './token-verifier.ts'

/** RFC 9068 §2.1: the type tells an access token from every other token of the same key. */
export const accessTokenType = 'at+jwt'

export interface OwnTokenOptions {
  readonly keys: KeyRing
  /** Issuer and audience: tokens of another application are refused. */
  readonly application: string
  readonly ttlSeconds: number
  /** Whether a subject is an id that the identity's entity could have. */
  readonly isSubject: (subject: string) => boolean
}

/** Whom a token speaks of. */
export interface TokenSubject {
  readonly id: string
  readonly roles: readonly string[]
  /** Absent: not limited. */
  readonly scopes?: readonly string[]
}

export class OwnTokens implements TokenVerifier {
  readonly issuer: string
  readonly #options: OwnTokenOptions

  constructor(options: OwnTokenOptions) {
    this.#options = options
    this.issuer = options.application
  }

  get publicKeys(): KeyRing['publicKeys'] {
    return this.#options.keys.publicKeys
  }

  sign({ id, roles, scopes }: TokenSubject): Promise<string> {
    const { application, ttlSeconds } = this.#options
    const claims = { roles: [...roles], ...(scopes ? { scope: scopes.join(' ') } : {}) }
    return this.#signed(claims, { subject: id, audience: application, ttlSeconds })
  }

  /** Speaks for the application itself, never for a person. */
  signForService({ audience, scopes, ttlSeconds = 60 }: ServiceTokenRequest): Promise<string> {
    const claims = { client_id: this.issuer, ...(scopes ? { scope: scopes.join(' ') } : {}) }
    return this.#signed(claims, { subject: this.issuer, audience, ttlSeconds })
  }

  #signed(
    claims: JWTPayload,
    { subject, audience, ttlSeconds }: { subject: string; audience: string; ttlSeconds: number },
  ): Promise<string> {
    const { keys } = this.#options
    const now = Math.floor(Date.now() / 1000)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: signingAlgorithm, typ: accessTokenType, kid: keys.signingKid })
      .setIssuer(this.issuer)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + ttlSeconds)
      .setJti(randomUUID())
      .sign(keys.signingKey)
  }

  accepts(): boolean {
    return true
  }

  /** @throws TokenRefused, JOSEError */
  async verify(token: string): Promise<Verified> {
    const { application, isSubject, keys } = this.#options
    const { payload } = await jwtVerify(token, (header) => keys.verifyingKey(header), {
      algorithms: [signingAlgorithm],
      typ: accessTokenType,
      issuer: application,
      audience: application,
      requiredClaims: ['sub', 'exp', 'iat'],
    })
    refuseFromFuture(payload)
    const { sub: id, exp = 0 } = payload
    if (typeof id !== 'string' || !isSubject(id)) throw new TokenRefused('The subject is no id of ours.')
    const scopes = scopesIn(payload)
    const principal: PrincipalData = { id, roles: rolesIn(payload), ...(scopes ? { scopes } : {}) }
    return { principal, expiresAt: exp * 1000 }
  }
}

/** Whether an error says that a token is no good; anything else is a fault. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof TokenRefused || error instanceof errors.JOSEError
}
