/** Tokens made by hand, so that a test can make each one that no library would. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto'
import type { PrivateJwk } from '../src/access/signing-key.ts'

export const encode = (part: object | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

export const now = () => Math.floor(Date.now() / 1000)

type Signer = (content: string) => Buffer

/** ECDSA as JOSE writes it: both numbers, one after the other (RFC 7518 §3.4). */
export const es256 =
  (key: KeyObject): Signer =>
  (content) =>
    sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' })

export const rs256 =
  (key: KeyObject): Signer =>
  (content) =>
    sign('sha256', Buffer.from(content), key)

export const hs256 =
  (key: string | Uint8Array): Signer =>
  (content) =>
    createHmac('sha256', key).update(content).digest()

export const keyObject = (key: PrivateJwk) =>
  createPrivateKey({ key: { ...key } as JsonWebKey, format: 'jwk' })

/** A token with exactly this header, these claims and this signer. */
export function forge(header: object | string, claims: object | string, signer: Signer): string {
  const content = `${encode(header)}.${encode(claims)}`
  return `${content}.${signer(content).toString('base64url')}`
}

export interface IssuerKey {
  readonly kid: string
  readonly private: KeyObject
  /** As it stands in the issuer's set. */
  readonly jwk: Readonly<Record<string, unknown>> & { readonly kty: string }
}

/** A key of somebody else: P-256. */
export function issuerKey(kid: string): IssuerKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = {
    ...createPublicKey(privateKey).export({ format: 'jwk' }),
    kid,
    alg: 'ES256',
    use: 'sig',
    kty: 'EC',
  }
  return { kid, private: privateKey, jwk }
}

/** A token of this key, well-formed but for what is given. */
export function signedBy(key: IssuerKey, claims: object, header: object = {}): string {
  return forge({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...header }, claims, es256(key.private))
}
