/** Keys that sign access tokens: made new, read from a JSON Web Key, or derived from a secret. */
import { createECDH, createHash, generateKeyPairSync, hkdfSync } from 'node:crypto'

// ES256: every gateway and library knows it, and Web Crypto has it without a warning on each Node that we run on;
// Ed25519 counts as experimental there before 20.19.3.
export const signingAlgorithm = 'ES256'

/** The public half, as it stands in `/.well-known/jwks.json`. */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  /** RFC 7638 thumbprint. */
  readonly kid: string
  readonly alg: typeof signingAlgorithm
  readonly use: 'sig'
}

export interface PrivateJwk extends PublicJwk {
  /** The private half. */
  readonly d: string
}

/** Order of P-256 (SEC 2 §2.4.2). */
const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')

/** The key of a private scalar of 32 bytes. @throws Error when it is none of the curve */
function keyOfScalar(scalar: Buffer): PrivateJwk {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(scalar)
  const point = curve.getPublicKey()
  // SEC 1 §2.3.3: 04, x, y.
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  const kid = thumbprint(x, y)
  return {
    kty: 'EC',
    crv: 'P-256',
    x,
    y,
    kid,
    alg: signingAlgorithm,
    use: 'sig',
    d: scalar.toString('base64url'),
  }
}

/** RFC 7638 §3: the required members in the order of their names, without white space. */
function thumbprint(x: string, y: string): string {
  return createHash('sha256').update(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`).digest('base64url')
}

export function newSigningKey(): PrivateJwk {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return keyOfScalar(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'))
}

/**
 * The key that a secret stands for: the same one in each process, another one for each application.
 *
 * @source RFC 5869 (HKDF); FIPS 186-5 §A.2.1: 64 bits more than the order has, so that no scalar is likelier
 */
export function signingKeyOf(secret: string, application: string): PrivateJwk {
  const bytes = hkdfSync('sha256', secret, '', `lintel access tokens ES256 ${application}`, 40)
  const scalar = (BigInt(`0x${Buffer.from(bytes).toString('hex')}`) % (order - 1n)) + 1n
  return keyOfScalar(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex'))
}

export function publicHalf({ d: _private, ...key }: PrivateJwk): PublicJwk {
  return key
}

/**
 * Reads a private JWK Set, as `lintel keys` prints it.
 *
 * @returns the keys, or why the text is none; the reason never repeats the text
 */
export function readSigningKeys(text: string): readonly PrivateJwk[] | { readonly wrong: string } {
  const keys = keysIn(text)
  if (!keys || keys.length === 0)
    return { wrong: 'must be a private JWK Set. Make one with: lintel keys new' }
  const read = keys.map(readSigningKey)
  const wrong = read.findIndex((key) => key === undefined)
  if (wrong !== -1)
    return { wrong: `holds a key, number ${wrong + 1}, that is no private key for ES256 (EC, P-256).` }
  const found = read as PrivateJwk[]
  if (new Set(found.map(({ kid }) => kid)).size < found.length) return { wrong: 'holds the same key twice.' }
  return found
}

function keysIn(text: string): readonly unknown[] | undefined {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown }
    return Array.isArray(keys) ? keys : undefined
  } catch {
    return undefined
  }
}

/** Only the private half is believed: the rest follows from it, and must be what it says. */
function readSigningKey(value: unknown): PrivateJwk | undefined {
  const { kty, crv, d, x, y, alg, use } = (value ?? {}) as Partial<Record<string, unknown>>
  if (kty !== 'EC' || crv !== 'P-256' || typeof d !== 'string') return undefined
  if ((alg ?? signingAlgorithm) !== signingAlgorithm || (use ?? 'sig') !== 'sig') return undefined
  const scalar = Buffer.from(d, 'base64url')
  if (scalar.length !== 32) return undefined
  try {
    const key = keyOfScalar(scalar)
    return key.x === x && key.y === y ? key : undefined
  } catch {
    return undefined
  }
}
