/** The way of a key: next, signing, former. Each set holds the key that signs after the next change of it. */
import { newSigningKey, type PrivateJwk } from './signing-key.ts'

/** The key that signs, and the one that will. */
export function startingKeys(): readonly PrivateJwk[] {
  return [newSigningKey(), newSigningKey()]
}

export interface Rotation {
  readonly keys: readonly PrivateJwk[]
  /** What is to be done with them. */
  readonly note: string
}

/**
 * The set after a set. Processes with the old one know the key with which those with the new one sign, so they may serve
 * side by side while they are replaced.
 *
 * @param keys  the set in use, at least one key
 */
export function rotated(keys: readonly PrivateJwk[]): Rotation {
  const [signing, next] = keys as readonly [PrivateJwk, ...PrivateJwk[]]
  if (!next) {
    return {
      keys: [signing, newSigningKey()],
      note: 'Set TOKEN_KEYS to this line everywhere, then rotate again: the new key has to be known before it signs.',
    }
  }
  return {
    keys: [next, newSigningKey(), signing],
    note: 'Set TOKEN_KEYS to this line. Rotate again only after the life of an access token.',
  }
}
