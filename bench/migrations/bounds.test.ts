// The bounds: nothing fails, and nobody waits longer than half a second or three times as long as without a migration.
import { expect, test } from 'vitest'
import { faultsOf, isWithinBounds } from './bounds.ts'
import { waitsOf } from './figures.ts'
import type { Waited } from './load/load-plan.ts'
import type { Run } from './run.ts'

const answered = (...waitsMs: number[]): Waited[] =>
  waitsMs.map((waitMs) => ({ dueMs: 0, waitMs, status: 200 }))

function run(alone: readonly Waited[], meanwhile: readonly Waited[], faults: readonly string[] = []): Run {
  const stage = {
    stage: 'migrate',
    durationMs: 1,
    baseline: waitsOf(alone),
    migration: waitsOf(meanwhile),
  } as const
  return { change: 'add-index', contender: 'lintel', outcome: 'measured', stages: [stage], faults }
}

test.each([
  ['half a second', answered(10), answered(20, 500), true],
  ['more than that', answered(10), answered(20, 501), false],
  ['three times as long as alone', answered(5, 200), answered(600), true],
  ['more than three times as long', answered(5, 200), answered(601), false],
])('a request that waits %s', (_what, alone, meanwhile, within) => {
  expect(isWithinBounds(run(alone, meanwhile))).toBe(within)
})

test.each([
  ['an error', { status: 500 }, '1 × 500'],
  ['a refusal', { status: 404 }, '1 × 404'],
  ['no answer', {}, '1 × none'],
])('%s is a failed request', (_what, answer, statuses) => {
  const failing = run(answered(10), [...answered(20), { dueMs: 0, waitMs: 1, ...answer }])
  expect(isWithinBounds(failing)).toBe(false)
  expect(faultsOf(failing)).toEqual([`migrate: 1 of 2 requests failed (${statuses})`])
})

test('a wrong result is not within bounds, however quick it was', () => {
  const wrong = run(answered(10), answered(10), ['3 orders with another tax'])
  expect(isWithinBounds(wrong)).toBe(false)
  expect(faultsOf(wrong)).toEqual(['3 orders with another tax'])
})

test('a change that is refused is not within bounds', () => {
  const refused: Run = { change: 'add-index', contender: 'lintel', outcome: 'refused', reason: 'no' }
  expect(isWithinBounds(refused)).toBe(false)
})

test('the longest wait and the 99th percentile are those of all requests', () => {
  const waits = waitsOf(answered(...Array.from({ length: 200 }, (_, index) => 200 - index)))
  expect(waits).toMatchObject({ requests: 200, longestMs: 200, p99Ms: 199, failed: 0 })
})
