/** Numbers that look random and are the same in every run, so that every run measures the same rows. */

export interface SeededRandom {
  /** An integer from `min` to `max`, both included. */
  integer(min: number, max: number): number
  /** `count` bytes. */
  bytes(count: number): Uint8Array
}

/** mulberry32: 32 bits of state, good enough to spread rows. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return {
    integer: (min, max) => min + (next() % (max - min + 1)),
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
  }
}
