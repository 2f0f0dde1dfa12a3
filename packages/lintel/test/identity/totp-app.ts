/** An app that makes one-time codes, written from RFC 6238 and RFC 4648 alone. */
import { createHmac } from 'node:crypto'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function bytesOf(secret: string): Buffer {
  let bits = ''
  for (const letter of secret) bits += base32.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** @param offset  time steps from now */
export function codeOf(secret: string, offset = 0, now = Date.now()): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000) + offset))
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const start = (mac.at(-1) ?? 0) & 15
  const value = mac.readUInt32BE(start) & 0x7fffffff
  return String(value % 1_000_000).padStart(6, '0')
}

/** One that no time step near now has. */
export function wrongCode(secret: string): string {
  const near = [-2, -1, 0, 1, 2].map((offset) => codeOf(secret, offset))
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? ''
  )
}
