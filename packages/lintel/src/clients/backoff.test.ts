/** Waits between tries. */
import { describe, expect, test } from 'vitest'
import { backoffMs, retryAfterMs } from './backoff.ts'

test.each([
  [1, 100],
  [3, 400],
  [9, 2_000],
])('before retry %i it waits for up to %i ms, and not always as long', (retry, mostMs) => {
  const waits = Array.from({ length: 500 }, () => backoffMs(retry))
  expect(Math.max(...waits)).toBeLessThanOrEqual(mostMs)
  expect(Math.max(...waits)).toBeGreaterThan(mostMs * 0.9)
  expect(Math.min(...waits)).toBeLessThan(mostMs * 0.1)
})

describe('Retry-After', () => {
  const now = Date.parse('2026-11-24T12:00:00Z')
  test.each([
    ['0', 0],
    ['120', 120_000],
    ['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
    ['Tuesday, 24-Nov-26 12:00:30 GMT', 30_000],
    ['Tue Nov 24 12:00:30 2026 GMT', 30_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j', (text, ms) => {
    expect(retryAfterMs(text, now)).toBe(ms)
  })
})
