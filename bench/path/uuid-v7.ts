/** UUID version 7 (RFC 9562 §5.7) from a time and ten bytes: 48 bits of milliseconds, then random bits. */

import { randomFillSync } from 'node:crypto'

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

// One call to the random generator serves 400 ids: the call costs more than the bytes.
const pool = Buffer.allocUnsafe(4000)
let used = pool.length

/** A new id for this moment. */
export function newUuidV7(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const id = uuidV7(Date.now(), pool, used)
  used += 10
  return id
}

/**
 * The id for a time and given random bytes.
 *
 * @param timeMs   milliseconds since 1970
 * @param random   where ten bytes are read
 * @param offset   first of the ten bytes
 */
export function uuidV7(timeMs: number, random: Uint8Array, offset = 0): string {
  const time = timeMs.toString(16).padStart(12, '0')
  const byte = (index: number) => random[offset + index]!
  const version = hex[0x70 | (byte(0) & 0x0f)]! + hex[byte(1)]!
  const variant = hex[0x80 | (byte(2) & 0x3f)]! + hex[byte(3)]!
  let node = ''
  for (let index = 4; index < 10; index++) node += hex[byte(index)]!
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${node}`
}
