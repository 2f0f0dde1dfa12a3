/** When a delivery is tried again. */

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/**
 * Waits before the second try and each one after it; more than three days in all.
 *
 * @source https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Deliverability and reliability"
 */
const waitsMs = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]
const longestMs = 24 * hour

/**
 * @param attempts      how often it was tried
 * @param retryAfterMs  what the receiver asked for
 * @returns             milliseconds, up to a tenth more than the schedule says; `undefined` when it was the last try
 */
export function nextTryMs(
  attempts: number,
  retryAfterMs = 0,
  random: () => number = Math.random,
): number | undefined {
  const wait = waitsMs[attempts - 1]
  if (wait === undefined) return undefined
  return Math.max(Math.round(wait * (1 + random() / 10)), Math.min(retryAfterMs, longestMs))
}
