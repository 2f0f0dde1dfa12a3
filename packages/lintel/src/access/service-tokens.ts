/** Tokens with which other services call: they speak for the service, never for a person. */
import type { PrincipalData } from '../spec/principal.ts'
import { outsideScopesIn } from './claims.ts'
import { type OutsideRules, rememberedMs, verifyOutside } from './outside-tokens.ts'
import { TokenRefused } from './token-refused.ts'
import type { TokenVerifier, Verified } from './token-verifier.ts'

export interface ServiceTokenOptions extends OutsideRules {
  /** The name by which the application declares the service. */
  readonly name: string
  /** `sub` of its tokens. */
  readonly subject: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
}

export class ServiceTokens implements TokenVerifier {
  readonly issuer: string
  readonly #options: ServiceTokenOptions

  constructor(options: ServiceTokenOptions) {
    this.#options = options
    this.issuer = options.issuer
  }

  accepts({ sub }: Readonly<Record<string, unknown>>): boolean {
    return sub === this.#options.subject
  }

  async verify(token: string): Promise<Verified> {
    const { name, subject, roles, scopes } = this.#options
    const claims = await verifyOutside(token, this.#options)
    if (claims.sub !== subject) throw new TokenRefused('The subject is another service.')
    // A token may ask for less than what the service may do, never for more.
    const asked = outsideScopesIn(claims)
    const principal: PrincipalData = {
      id: null,
      kind: 'service',
      service: name,
      roles,
      scopes: asked ? scopes.filter((scope) => asked.includes(scope)) : scopes,
    }
    return { principal, expiresAt: Math.min((claims.exp ?? 0) * 1000, Date.now() + rememberedMs) }
  }
}
