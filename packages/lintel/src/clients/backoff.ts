/** How long to wait before another system is asked again. */

const baseDelayMs = 100
const maxDelayMs = 2_000

/**
 * Waits longer after each failed try, with full jitter, so that callers who failed together do not come back together.
 *
 * @param retry  1 for the first one
 * @returns      milliseconds, from 0 to 100 before the first retry and to 2000 at most
 * @source       https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(retry: number): number {
  return Math.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (retry - 1))
}

/**
 * RFC 9110 §10.2.3: seconds from receipt, or a date.
 *
 * @param nowMs  of the wall clock
 * @returns      milliseconds to wait; `undefined` for what is neither
 */
export function retryAfterMs(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  // A date has letters: Date.parse takes almost any digits for a year.
  const date = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}
