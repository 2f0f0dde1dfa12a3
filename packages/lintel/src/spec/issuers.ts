/** Whose tokens an application believes beside its own: outside identity providers, and other services. */
import type { ColumnOf, NewRow } from './entity.ts'
import { callerLocation, type Location } from './location.ts'

/** A value, or where it comes from the environment a function that is asked at start, once settings are read. */
export type AtStart<T> = T | (() => T)

/** Signatures that need no shared secret; no other is ever accepted. */
export type TokenAlgorithm =
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'Ed25519'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'RS256'
  | 'RS384'
  | 'RS512'

export interface KeyOptions {
  /** Where the public keys are; default: what `/.well-known/openid-configuration` of the issuer says. */
  readonly jwksUri?: AtStart<string>
  /** Default `ES256`, `EdDSA`, `PS256` and `RS256`. */
  readonly algorithms?: readonly TokenAlgorithm[]
  /** By how much clocks may differ (default 5). */
  readonly clockToleranceSeconds?: number
  /** Between two fetches of the keys at least, whatever tokens name (default 30). */
  readonly keysCooldownSeconds?: number
}

export type TokenClaims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string }

export interface TrustOptions<E> extends KeyOptions {
  /** `iss` of its tokens, to the letter. */
  readonly issuer: AtStart<string>
  /** `aud`: the name under which the provider knows this API. */
  readonly audience: AtStart<string>
  /** The unique field of the identity's entity that holds the provider's `sub`. */
  readonly subject: ColumnOf<E>
  /** Default `at+jwt` (RFC 9068). `JWT` for a provider that does not say what its tokens are. */
  readonly typ?: 'at+jwt' | 'JWT'
  /** Roles from a claim, such as `realm_access.roles`, by their names there; default: the role of the row. */
  readonly roles?: { readonly claim: string; readonly map: Readonly<Record<string, string>> }
  /** The row of somebody who comes for the first time; without it an unknown subject is refused. */
  readonly provision?: (claims: TokenClaims) => NewRow<E> | Promise<NewRow<E>>
}

/** RFC 7517: the public half of a key. */
export type PublicKey = Readonly<Record<string, unknown>> & { readonly kty: string }

export interface ServiceOptions extends KeyOptions {
  /** `iss` of its tokens (default: the service's name). */
  readonly issuer?: AtStart<string>
  /** `sub` of its tokens (default: the service's name). */
  readonly subject?: string
  /** `aud` (default: this application's name). */
  readonly audience?: AtStart<string>
  /** Its public keys themselves, instead of an address. */
  readonly keys?: AtStart<readonly PublicKey[]>
  /** The DNS name in its client certificate, where it calls with one instead of a token. */
  readonly certificate?: string
  /** What rules see of it (default: none, so that no rule but `anyone` admits it). */
  readonly roles?: readonly string[]
  /** What its tokens may ask for at most (default: none). */
  readonly scopes?: readonly string[]
}

export class CallingService {
  readonly kind = 'service'
  readonly name: string
  readonly options: ServiceOptions
  readonly at: Location

  constructor(name: string, options: ServiceOptions) {
    this.name = name
    this.options = options
    this.at = callerLocation()
  }
}

/**
 * Declares another service that may call this one with tokens that it signs.
 *
 * @param name     as the service calls itself; with Lintel, the name of its application
 * @param options  where its public keys are, and the roles and scopes that it has here
 * @example        service('reports', { jwksUri: 'https://reports.example.com/.well-known/jwks.json', roles: ['reporting'] })
 */
export function service(name: string, options: ServiceOptions): CallingService {
  return new CallingService(name, options)
}
