/**
 * Sessions in cookies: who calls by one, and whether a browser was led to send it.
 *
 * A browser sends a cookie along whatever page made it ask. So what a cookie authenticates may change something only if
 * the browser says that the page is our own (`Sec-Fetch-Site`, `Origin`), and if the page knows a token that only our
 * own pages can read: each holds where the other might fail, an old browser or a page that got past the first.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Audit } from '../access/identity/audit.ts'
import type { LiveSession, Sessions } from '../access/identity/sessions.ts'
import { anonymous, type Principal } from '../spec/principal.ts'
import type { Problem } from '../spec/problem.ts'
import type { Call } from './call.ts'
import { cookieValues } from './headers/cookies.ts'
import { principalOf } from './principal-of.ts'
import { requestProblem } from './request-problems.ts'

export interface SessionDoor {
  readonly sessions: Sessions
  readonly audit: Audit
  readonly cookie: CookieForm
  readonly origins: OwnOrigins
  /** Of the setting PUBLIC_URL, without a slash at its end; absent in development alone. */
  readonly publicUrl: string | undefined
}

export interface CookieForm {
  readonly name: string
  /** `false` only where a developer calls over plain HTTP. */
  readonly isSecure: boolean
}

export interface OwnOrigins {
  /** Of the setting PUBLIC_URL; absent: whatever host a request names. */
  readonly publicOrigin: string | undefined
  /** Of the setting CORS_ORIGINS. */
  readonly allowed: readonly string[]
}

/**
 * The cookie's name and form.
 *
 * RFC 6265bis §4.1.3.2: with `__Host-` no other host, no subdomain and no plain connection can plant the cookie. On
 * http://localhost Chrome refuses that prefix and Safari every Secure cookie, so development goes without both.
 */
export function cookieForm(name: string, isSecure: boolean): CookieForm {
  return { name: isSecure ? `__Host-${name}` : name, isSecure }
}

export function keepCookie({ name, isSecure }: CookieForm, token: string, maxAgeSeconds: number): string {
  return `${name}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

export function dropCookie(form: CookieForm): string {
  return keepCookie(form, '', 0)
}

/** The cookie of a browser that is on a way in which leads through other pages; it belongs to no session. */
export function browserForm({ name, isSecure }: CookieForm): CookieForm {
  return { name: `${name}-browser`, isSecure }
}

/** The token of the session cookie. */
export function sessionToken({ cookie }: SessionDoor, call: Call): string | undefined {
  return cookieToken(cookie, call)
}

/** Two cookies of one name are none: one of them may be planted. */
export function cookieToken({ name }: CookieForm, call: Call): string | undefined {
  const [token, second] = cookieValues(call.message.headers.cookie, name)
  return second === undefined && token !== '' ? token : undefined
}

/** The principal of the session cookie; anonymous without one, and for one that is over. */
export function sessionPrincipal(door: SessionDoor, call: Call): Principal | Promise<Principal> {
  const token = sessionToken(door, call)
  if (token === undefined) return anonymous
  const known = door.sessions.known(token)
  if (known && isSafe(call.method)) return principalOf(known.principal)
  return verifiedPrincipal(door, call, token)
}

async function verifiedPrincipal(door: SessionDoor, call: Call, token: string): Promise<Principal> {
  const live = await door.sessions.verify(token)
  if (!live) return anonymous
  if (!isSafe(call.method)) {
    const forgery = forgeryIn(door, call, live)
    if (forgery) {
      await door.audit.record({
        kind: 'request_forgery_refused',
        account: live.principal.id ?? undefined,
        call: { address: call.address, requestId: call.id },
      })
      throw forgery
    }
  }
  if (live.rotated !== undefined) {
    const maxAgeSeconds = Math.max(Math.floor((live.endsAt - Date.now()) / 1000), 0)
    call.setCookie(keepCookie(door.cookie, live.rotated, maxAgeSeconds))
  }
  return principalOf(live.principal)
}

function forgeryIn(door: SessionDoor, call: Call, live: LiveSession): Problem | undefined {
  if (!comesFromOwnPage(door.origins, call)) return requestProblem('cross_site_request')
  return isEqual(call.header('x-csrf-token') ?? '', live.csrfToken)
    ? undefined
    : requestProblem('csrf_token_invalid')
}

/** @throws Problem `cross_site_request` (403) for a page of another origin */
export function requireOwnPage(origins: OwnOrigins, call: Call): void {
  if (!isSafe(call.method) && !comesFromOwnPage(origins, call)) throw requestProblem('cross_site_request')
}

/** Whether a browser that says where a request comes from names a page of ours. Other clients say nothing. */
function comesFromOwnPage({ publicOrigin, allowed }: OwnOrigins, call: Call): boolean {
  const origin = call.header('origin')
  if (origin !== undefined && allowed.includes(origin)) return true
  const site = call.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin === undefined) return true
  return publicOrigin === undefined ? hostOf(origin) === call.header('host') : origin === publicOrigin
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/** RFC 9110 §9.2.1 */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

function isEqual(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}
