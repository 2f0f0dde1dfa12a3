/** Codes for one use, for whoever has lost the app that makes the others. */
import { randomBytes } from 'node:crypto'
import { tokenHash } from './random-token.ts'

// Crockford's base 32: no letter that could be taken for a digit.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const length = 24

/** NIST SP 800-63B-4 §3.1.2.2: with 112 bits or more a fast hash is enough; these have 120. */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(length)].map((byte) => alphabet[byte % 32]).join('')
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** The hash of a code as somebody typed it; `undefined` for what is none. */
export function recoveryCodeHash(typed: string): string | undefined {
  const plain = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
  return plain.length === length ? tokenHash(plain) : undefined
}
