/** Compares what must stay secret, in a time that tells nothing of where it differs. */
import { timingSafeEqual } from 'node:crypto'

/** The length of a signature is no secret. */
export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Every pair is compared, so that the time tells nothing of which key signed. */
export function isAnySame(given: readonly Buffer[], expected: readonly Buffer[]): boolean {
  let found = false
  for (const one of given) for (const other of expected) found = isSame(one, other) || found
  return found
}
