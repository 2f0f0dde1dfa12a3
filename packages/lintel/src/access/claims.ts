/** Reads claims: only by names that we look for, and only values of the kind that they should have. */
import { TokenRefused } from './token-refused.ts'

type Claims = Readonly<Record<string, unknown>>

/** Clocks differ; a token of a minute ahead is a fault or a forgery (FAPI 2.0 §5.3.2.1). */
const maxAheadSeconds = 60

/** @throws TokenRefused for a token that says it was made in the future */
export function refuseFromFuture({ iat }: { readonly iat?: number | undefined }): void {
  if ((iat ?? 0) > Date.now() / 1000 + maxAheadSeconds) throw new TokenRefused('It was issued in the future.')
}

/** `roles` of our own tokens; whatever is no text is none. */
export function rolesIn(claims: Claims): readonly string[] {
  return texts(claims.roles)
}

/**
 * RFC 9068 §2.2.3: `scope`, words with spaces between. `undefined` where there is none: the token is not limited.
 *
 * @throws TokenRefused for one that is no text: what cannot be read must not read as "no limit"
 */
export function scopesIn(claims: Claims): readonly string[] | undefined {
  if (!Object.hasOwn(claims, 'scope')) return undefined
  if (typeof claims.scope !== 'string') throw new TokenRefused('The claim "scope" is no text.')
  return claims.scope.split(' ').filter((scope) => scope !== '')
}

/** `scope`, or the `scp` of some providers, as a text or a list. @throws TokenRefused */
export function outsideScopesIn(claims: Claims): readonly string[] | undefined {
  if (Object.hasOwn(claims, 'scope') || !Object.hasOwn(claims, 'scp')) return scopesIn(claims)
  return Array.isArray(claims.scp) ? texts(claims.scp) : scopesIn({ scope: claims.scp })
}

/** The texts at a claim: `groups`, or `realm_access.roles` where no claim has that whole name. */
export function textsAt(claims: Claims, path: string): readonly string[] {
  const value = Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce<unknown>(inside, claims)
  return typeof value === 'string' ? [value] : texts(value)
}

function inside(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return isObject ? (value as Claims)[name] : undefined
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
