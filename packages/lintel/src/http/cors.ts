/** Cross-origin requests: closed, but for the origins that a setting names. */
import type { IncomingMessage } from 'node:http'

export interface CorsRules {
  /** Exact origins: `https://app.example.com`. Never a wildcard: answers depend on who asks. */
  readonly origins: readonly string[]
  /** Whether their pages may act in the session of whoever visits them (default `false`). */
  readonly credentials?: boolean
}

const exposed =
  'etag, location, x-request-id, idempotency-replayed, retry-after, ratelimit, ratelimit-policy, deprecation, sunset'
const maxAgeSeconds = '600'

/** Headers of an answer to a page of another origin; none for an origin that is not named. */
export function corsHeaders(message: IncomingMessage, rules: CorsRules): Record<string, string> {
  if (rules.origins.length === 0) return {}
  const origin = message.headers.origin
  if (origin === undefined || !rules.origins.includes(origin)) return { vary: 'origin' }
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': exposed,
    ...(rules.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
  }
}

/** What a preflight is told (Fetch standard, "CORS-preflight request"). */
export function preflightHeaders(message: IncomingMessage, methods: string): Record<string, string> {
  if (message.headers['access-control-request-method'] === undefined) return {}
  return {
    'access-control-allow-methods': methods,
    'access-control-allow-headers':
      'authorization, content-type, if-match, if-none-match, idempotency-key, x-csrf-token, x-request-id',
    'access-control-max-age': maxAgeSeconds,
  }
}
