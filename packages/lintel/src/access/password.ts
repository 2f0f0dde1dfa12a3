/** Passwords: hashed with Argon2id, compared in constant time. */
import { hash, verify } from '@node-rs/argon2'

// OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 iterations, 1 lane.
// Algorithm 2 is Argon2id; the library's own name for it is a const enum, which erasable syntax cannot import.
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A PHC string with a salt of its own. The hash runs outside the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, options)
}

let decoy: Promise<string> | undefined

/**
 * Whether the password has this hash. An absent hash (no such account) takes as long as a wrong password, so that
 * time does not tell which accounts exist.
 */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  decoy ??= hashPassword('decoy')
  try {
    const matches = await verify(stored ?? (await decoy), password)
    return matches && stored !== null && stored !== undefined
  } catch {
    // Not a hash that we know: nobody can have this password.
    return false
  }
}
