/**
 * The text of an API key: `shop_<id>_<secret><checksum>`.
 *
 * Whoever scans texts for leaked keys finds them by the prefix, and is sure by the checksum; so are we, before any
 * work. The checksum proves nothing else: the secret alone does.
 */
import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

export interface ApiKeyText {
  readonly publicId: string
  readonly secret: string
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const idLength = 12
/** 256 bits in base 62. */
const secretLength = 43
const checksumLength = 6

const form = new RegExp(
  `^([a-z][a-z0-9]*)_([0-9A-Za-z]{${idLength}})_([0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checksumLength}})$`,
)

/** A new key; the secret is 256 random bits. */
export function newApiKey(prefix: string): ApiKeyText & { readonly text: string } {
  const publicId = base62(BigInt(`0x${randomBytes(9).toString('hex')}`), idLength).slice(-idLength)
  const secret = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), secretLength)
  const body = `${prefix}_${publicId}_${secret}`
  return { publicId, secret, text: body + checksum(body) }
}

/** Whether a text means to be a key with this prefix, so that nothing else needs to look at it. */
export function looksLikeApiKey(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_`)
}

/** `undefined` for a text that no key can be: another prefix, another length, a wrong checksum. */
export function parseApiKey(prefix: string, text: string): ApiKeyText | undefined {
  const match = form.exec(text)
  const [, word, publicId, secret, sum] = match ?? []
  if (word !== prefix || publicId === undefined || secret === undefined) return undefined
  return sum === checksum(`${prefix}_${publicId}_${secret}`) ? { publicId, secret } : undefined
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), checksumLength)
}

function base62(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; rest > 0n; rest /= 62n) text = alphabet[Number(rest % 62n)] + text
  return text.padStart(length, '0')
}
