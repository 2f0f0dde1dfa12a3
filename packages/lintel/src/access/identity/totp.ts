/** One-time codes of an app (RFC 6238), in the one form that every app knows: SHA-1, six digits, 30 seconds. */
import { Secret, TOTP } from 'otpauth'

const periodSeconds = 30
/** RFC 6238 §5.2: one step for clocks that differ and people who type slowly. */
const windowSteps = 1

/** 160 bits (RFC 4226 §4), in base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What an app reads as a QR code. */
export function totpUri(secret: string, { issuer, label }: { issuer: string; label: string }): string {
  return totp(secret, issuer, label).toString()
}

/** The time step whose code this is; `undefined` for a code that is wrong now. */
export function stepOfCode(secret: string, code: string, now = Date.now()): number | undefined {
  // The library compares in constant time.
  const delta = totp(secret).validate({ token: code, window: windowSteps, timestamp: now })
  return delta === null ? undefined : Math.floor(now / 1000 / periodSeconds) + delta
}

function totp(secret: string, issuer = '', label = ''): TOTP {
  const options = { algorithm: 'SHA1', digits: 6, period: periodSeconds }
  return new TOTP({ issuer, label, ...options, secret: Secret.fromBase32(secret) })
}
