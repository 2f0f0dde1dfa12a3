/** Whether a text has the form of a signed token, before any work is done on it. */

/** Longer ones are refused: with them comes work for nothing. */
export const maxTokenLength = 6144

const compact = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

/**
 * Three parts in base64url (RFC 7515 §7.1), each in the one form that its bytes have: no padding, no other alphabet, no
 * spare bits that are set. So a token has one spelling, and what is remembered of it by its text is remembered of it.
 */
export function isCompact(token: string, maxLength = maxTokenLength): boolean {
  return token.length <= maxLength && compact.test(token) && token.split('.').every(isCanonical)
}

function isCanonical(part: string): boolean {
  const spare = part.length % 4
  if (spare === 1) return false
  const last = part.slice(-(spare || 4))
  return Buffer.from(last, 'base64url').toString('base64url') === last
}

/** The claims of a token, unverified: good for choosing who verifies it, and for nothing else. */
export function unverifiedClaims(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
