/** The public keys of somebody else: checked as a whole, then asked for the one that a token names. */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose'
import { isRocaModulus } from './roca.ts'

/** Signatures whose verification needs no secret; others are never accepted, whatever a token or a key says. */
export const asymmetricAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
] as const

/**
 * Finds the key of a token in a set.
 *
 * A set with a symmetric or a private key, or with a `kid` that comes twice, is refused as a whole: whoever publishes
 * one does not know what they sign with. Single keys that are too weak to be believed are left out.
 *
 * @throws errors.JWKSInvalid
 */
export function keyFinder(set: JSONWebKeySet): JWTVerifyGetKey {
  const keys: unknown = (set as Partial<JSONWebKeySet> | null)?.keys
  if (!Array.isArray(keys)) throw new errors.JWKSInvalid('JSON Web Key Set malformed')
  const all = keys as readonly JWK[]
  if (all.some((key) => key?.kty === 'oct' || key?.d !== undefined)) {
    throw new errors.JWKSInvalid('The set holds a key that is not public.')
  }
  const kids = all.flatMap((key) => (key?.kid === undefined ? [] : [key.kid]))
  if (new Set(kids).size < kids.length) throw new errors.JWKSInvalid('Two keys of the set have the same kid.')
  return createLocalJWKSet({ keys: all.filter(isStrong) })
}

/** RFC 7518 §3.3 asks for 2048 bits; an exponent of 1 signs nothing. Curves are what their names say. */
function isStrong({ kty, n, e }: JWK): boolean {
  if (kty !== 'RSA') return true
  const [modulus, exponent] = [numberOf(n), numberOf(e)]
  if (modulus.toString(2).length < 2048 || exponent < 3n || exponent % 2n === 0n) return false
  return !isRocaModulus(modulus)
}

function numberOf(text: string | undefined): bigint {
  const hex = Buffer.from(text ?? '', 'base64url').toString('hex')
  return hex === '' ? 0n : BigInt(`0x${hex}`)
}
