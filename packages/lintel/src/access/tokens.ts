/** Access tokens, whoever signed them: verified once, and remembered until they end. */
import { errors } from 'jose'
import { LRUCache } from 'lru-cache'
import type { ServiceTokenRequest } from '../spec/operation.ts'
import type { PrincipalData } from '../spec/principal.ts'
import { isCompact, unverifiedClaims } from './compact-token.ts'
import type { KeyRing } from './key-ring.ts'
import { isRefusal, type OwnTokens, type TokenSubject } from './own-tokens.ts'
import { tokenProblem } from './token-problems.ts'
import { TokenRefused } from './token-refused.ts'
import type { TokenVerifier, Verified } from './token-verifier.ts'

export interface TokenParts {
  /** Absent where the application signs none. */
  readonly signer?: OwnTokens | undefined
  /** Of our own, of services and of outside identity providers; the first one that accepts a token verifies it. */
  readonly verifiers: readonly TokenVerifier[]
}

export class Tokens {
  /** Whether there is any token that could be taken here. */
  readonly takesAny: boolean
  readonly #signer: OwnTokens | undefined
  readonly #verifiers: readonly TokenVerifier[]
  /** Verified tokens. Signatures cost more than everything else of a request; a token says the same until it ends. */
  readonly #verified = new LRUCache<string, Verified>({ max: 10_000 })

  constructor({ signer, verifiers }: TokenParts) {
    this.#signer = signer
    this.#verifiers = verifiers
    this.takesAny = verifiers.length > 0
  }

  /** The keys with which others verify what we sign; `undefined` where we sign nothing. */
  get publicKeys(): KeyRing['publicKeys'] | undefined {
    return this.#signer?.publicKeys
  }

  /** @throws TypeError where the application signs no tokens */
  async sign(subject: TokenSubject): Promise<string> {
    return this.#mustSign().sign(subject)
  }

  /** @throws TypeError where the application signs no tokens */
  async signForService(request: ServiceTokenRequest): Promise<string> {
    return this.#mustSign().signForService(request)
  }

  /** What a token says that was verified before, without any work; `undefined` when it must be verified. */
  known(token: string): PrincipalData | undefined {
    const entry = this.#verified.get(token)
    if (!entry) return undefined
    if (entry.expiresAt > Date.now()) return entry.principal
    this.#verified.delete(token)
    return undefined
  }

  /** @throws Problem `token_expired` or `token_invalid` (401), `issuer_unavailable` (503) */
  async verify(token: string): Promise<PrincipalData> {
    const known = this.known(token)
    if (known) return known
    const verified = await this.#check(token)
    this.#verified.set(token, verified)
    return verified.principal
  }

  async #check(token: string): Promise<Verified> {
    if (!isCompact(token)) throw tokenProblem('token_invalid')
    const claims = unverifiedClaims(token)
    const verifier = this.#verifiers.find((each) => each.issuer === claims.iss && each.accepts(claims))
    if (!verifier) throw tokenProblem('token_invalid')
    try {
      return await verifier.verify(token)
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw tokenProblem('token_expired')
      // Only the reason goes on: errors of the library carry the claims, which are personal.
      if (isRefusal(error)) throw tokenProblem('token_invalid', new TokenRefused(error.message))
      throw error
    }
  }

  #mustSign(): OwnTokens {
    if (this.#signer) return this.#signer
    throw new TypeError(
      'This application signs no tokens: it declares no identity, or one with tokens: false.',
    )
  }
}
