/** Access tokens of an outside identity provider: whose they are is a row of the identity's entity. */
import { type JWTHeaderParameters, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { PrincipalData } from '../spec/principal.ts'
import { outsideScopesIn, refuseFromFuture, textsAt } from './claims.ts'
import { accessTokenType } from './own-tokens.ts'
import { TokenRefused } from './token-refused.ts'
import type { TokenVerifier, Verified } from './token-verifier.ts'

/** Whose tokens are believed, and for what. */
export interface OutsideRules {
  readonly issuer: string
  readonly audience: string
  readonly algorithms: readonly string[]
  readonly typ: 'at+jwt' | 'JWT'
  readonly clockToleranceSeconds: number
  readonly keys: JWTVerifyGetKey
}

/**
 * The claims of a token that keeps the rules.
 *
 * @throws TokenRefused, JOSEError, Problem `issuer_unavailable`
 */
export async function verifyOutside(token: string, rules: OutsideRules): Promise<JWTPayload> {
  const { issuer, audience, algorithms, clockToleranceSeconds: clockTolerance, keys } = rules
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    algorithms: [...algorithms],
    issuer,
    audience,
    clockTolerance,
    requiredClaims: ['sub', 'exp', 'iat'],
  })
  refuseOtherTypes(protectedHeader, payload, rules.typ)
  refuseFromFuture(payload)
  if (typeof payload.sub !== 'string' || payload.sub === '') throw new TokenRefused('The subject is no text.')
  return payload
}

/** RFC 8725 §3.11: a token of another kind, signed with the same key, is none. */
function refuseOtherTypes(header: JWTHeaderParameters, payload: JWTPayload, typ: OutsideRules['typ']): void {
  const given = (header.typ ?? 'JWT').toLowerCase().replace(/^application\//, '')
  if (given === accessTokenType) return
  if (typ === accessTokenType || given !== 'jwt')
    throw new TokenRefused(`Its type is not ${accessTokenType}.`)
  // Providers that do not type their tokens: these claims are those of an ID token (OpenID Connect Core §2, §3.1.3.6),
  // and the marks of Keycloak and Cognito.
  const isIdToken = ['nonce', 'at_hash', 'c_hash'].some((claim) => Object.hasOwn(payload, claim))
  const mark = typeof payload.typ === 'string' ? payload.typ : payload.token_use
  if (isIdToken || ['id', 'refresh', 'offline', 'logout'].includes(String(mark ?? '').toLowerCase())) {
    throw new TokenRefused('It is no access token.')
  }
}

/** Roles that a claim gives, each under the name that the application has for it. */
export interface RoleClaim {
  readonly claim: string
  readonly map: Readonly<Record<string, string>>
}

/** Finds whose a subject is. */
export type AccountOf = (subject: string, claims: JWTPayload) => Promise<PrincipalData | undefined>

export interface OutsideTokenOptions extends OutsideRules {
  /** Absent: the roles of the account's row. */
  readonly roles?: RoleClaim | undefined
  readonly accountOf: AccountOf
}

/** So long an answer is remembered at most: keys are withdrawn, and whose a token is stands in a row, which may change. */
export const rememberedMs = 30_000

export class OutsideTokens implements TokenVerifier {
  readonly issuer: string
  readonly #options: OutsideTokenOptions

  constructor(options: OutsideTokenOptions) {
    this.#options = options
    this.issuer = options.issuer
  }

  accepts(): boolean {
    return true
  }

  async verify(token: string): Promise<Verified> {
    const { accountOf, roles } = this.#options
    const claims = await verifyOutside(token, this.#options)
    const account = await accountOf(claims.sub ?? '', claims)
    if (!account) throw new TokenRefused('Nobody here has this subject.')
    const scopes = outsideScopesIn(claims)
    const principal: PrincipalData = {
      id: account.id,
      roles: roles ? mappedRoles(claims, roles) : account.roles,
      ...(scopes ? { scopes } : {}),
    }
    return { principal, expiresAt: Math.min((claims.exp ?? 0) * 1000, Date.now() + rememberedMs) }
  }
}

/** Only what the application maps: a provider cannot name a role of ours by itself. */
function mappedRoles(claims: JWTPayload, { claim, map }: RoleClaim): readonly string[] {
  const given = textsAt(claims, claim)
  const roles = given.flatMap((name) => (Object.hasOwn(map, name) ? [map[name] ?? ''] : []))
  return [...new Set(roles)].toSorted()
}
