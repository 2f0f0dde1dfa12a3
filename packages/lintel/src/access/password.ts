/** Passwords: hashed with Argon2id, compared in constant time. */
import { hash, verify } from '@node-rs/argon2'

// OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 iterations, 1 lane.
// Algorithm 2 is Argon2id; the library's own name for it is a const enum, which erasable syntax cannot import.
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A PHC string with a salt of its own. The hash runs outside the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalPassword(password), options)
}

/** NIST SP 800-63B-4 §3.1.1.2: the same characters are the same password, whatever keyboard they were typed on. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC')
}

let decoy: Promise<string> | undefined

/**
 * Whether the password has this hash. An absent hash (no such account) takes as long as a wrong password, so that
 * time does not tell which accounts exist.
 */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  decoy ??= hashPassword('decoy')
  try {
    const normal = normalPassword(password)
    const hashed = stored ?? (await decoy)
    // A hash of before may be that of the text as it was typed.
    const matches =
      (await verify(hashed, normal)) || (normal !== password && (await verify(hashed, password)))
    return matches && stored !== null && stored !== undefined
  } catch {
    // Not a hash that we know: nobody can have this password.
    return false
  }
}
