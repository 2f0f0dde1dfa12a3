/** Numbers that look random and are the same for the same seed. */

export class Random {
  #state: number

  constructor(seed: string) {
    this.#state = hash(seed)
  }

  /** 0 ≤ number < 1. Mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  /** Both bounds are possible. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  /** Both bounds are possible; as many digits as they need. */
  bigInteger(min: bigint, max: bigint): bigint {
    const size = max - min + 1n
    let drawn = 0n
    for (let reach = 1n; reach < size << 16n; reach <<= 32n)
      drawn = (drawn << 32n) | BigInt(Math.floor(this.next() * 4_294_967_296))
    return min + (drawn % size)
  }

  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T {
    return from[this.integer(0, from.length - 1)] as T
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value
}
