/** Tokens that only their holder knows: 256 random bits, stored as a hash. */
import { createHash, randomBytes } from 'node:crypto'

/** 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What 256 random bits are stored as: nobody guesses them, so a fast hash is enough, and it can be looked up. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function looksLikeToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}
