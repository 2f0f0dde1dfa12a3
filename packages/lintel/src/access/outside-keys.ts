/** The keys of an issuer elsewhere: found, fetched, remembered, and asked for again when a token names a new one. */
import { errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { isSafeAddress } from '../spec/issuer-address.ts'
import { FetchFailed, fetchJson } from './fetched-json.ts'
import { keyFinder } from './key-set.ts'
import { tokenProblem } from './token-problems.ts'

export interface KeyPatience {
  /** Keys older than these are fetched again, beside the requests (default 600). */
  readonly refreshSeconds?: number
  /** Between two fetches at least, whatever tokens name (default 30). */
  readonly cooldownSeconds?: number
  /** Keys are used so long when the issuer does not answer (default 86,400). */
  readonly staleSeconds?: number
  /** Longest that a fetch may take (default 3,000). */
  readonly timeoutMs?: number
}

export interface KeySource extends KeyPatience {
  readonly issuer: string
  /** Absent: what the issuer's `/.well-known/openid-configuration` says. */
  readonly jwksUri?: string
  /** Told when the keys cannot be fetched. */
  readonly onFailure?: (error: Error) => void
}

const defaults = { refreshSeconds: 600, cooldownSeconds: 30, staleSeconds: 86_400, timeoutMs: 3_000 }

/** An issuer that is back is found so soon; one that is away is not asked by every request. */
const failureCooldownSeconds = 5

interface Fetched {
  readonly find: JWTVerifyGetKey
  readonly at: number
}

/**
 * `createRemoteJWKSet` of jose forgets its keys when they are old, answered or not. Here an issuer that is away takes
 * nobody's access: what was fetched goes on being good, until it is fetched again or a day is over.
 */
export class OutsideKeys {
  readonly #source: KeySource & typeof defaults
  #fetched: Fetched | undefined
  #fetching: Promise<Fetched> | undefined
  /** Milliseconds of Unix time until which nobody asks again. */
  #coolUntil = 0

  constructor(source: KeySource) {
    this.#source = { ...defaults, ...source }
  }

  /** @throws Problem `issuer_unavailable` (503), errors.JOSEError for a token whose key nobody has */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const { find } = await this.#current()
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.#isCooling()) throw error
      // The issuer may have a new key. If it does not answer, what we know is that no key of its is this one.
      const fresh = await this.#fetch().catch(() => undefined)
      if (!fresh) throw error
      return fresh.find(header, token)
    }
  }

  async #current(): Promise<Fetched> {
    const { refreshSeconds, staleSeconds } = this.#source
    const known = this.#fetched
    const age = known ? secondsSince(known.at) : Number.POSITIVE_INFINITY
    if (!known || age > staleSeconds) return this.#first()
    // The request goes on with what we have; the next one finds what came of it.
    if (age > refreshSeconds && !this.#isCooling()) void this.#fetch().catch(() => undefined)
    return known
  }

  async #first(): Promise<Fetched> {
    if (!this.#fetching && this.#isCooling()) throw tokenProblem('issuer_unavailable')
    try {
      return await this.#fetch()
    } catch (error) {
      throw tokenProblem('issuer_unavailable', error)
    }
  }

  #isCooling(): boolean {
    return Date.now() < this.#coolUntil
  }

  /** One fetch at a time, for all who wait. */
  #fetch(): Promise<Fetched> {
    this.#fetching ??= this.#load().finally(() => {
      this.#fetching = undefined
    })
    return this.#fetching
  }

  async #load(): Promise<Fetched> {
    const { jwksUri, timeoutMs, cooldownSeconds, onFailure } = this.#source
    try {
      const set = await fetchJson(jwksUri ?? (await this.#discover()), timeoutMs)
      this.#fetched = { find: keyFinder(set as JSONWebKeySet), at: Date.now() }
      this.#coolUntil = Date.now() + cooldownSeconds * 1000
      return this.#fetched
    } catch (error) {
      this.#coolUntil = Date.now() + Math.min(cooldownSeconds, failureCooldownSeconds) * 1000
      onFailure?.(error as Error)
      throw error
    }
  }

  /** @source OpenID Connect Discovery 1.0 §4 */
  async #discover(): Promise<string> {
    const { issuer, timeoutMs } = this.#source
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    const found = ((await fetchJson(url, timeoutMs)) ?? {}) as Partial<Record<string, unknown>>
    if (found.issuer !== issuer) throw new FetchFailed(url, 'speaks of another issuer.')
    if (typeof found.jwks_uri !== 'string' || !isSafeAddress(found.jwks_uri)) {
      throw new FetchFailed(url, 'names no jwks_uri that begins with https://.')
    }
    return found.jwks_uri
  }
}

function secondsSince(moment: number): number {
  return (Date.now() - moment) / 1000
}
