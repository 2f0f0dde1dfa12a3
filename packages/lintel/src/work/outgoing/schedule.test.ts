import { expect, test } from 'vitest'
import { nextTryMs } from './schedule.ts'

const hours = (ms: number) => ms / 3_600_000

test('ten tries are spread over more than three days, each wait longer than the one before', () => {
  const waits = Array.from({ length: 9 }, (_, at) => nextTryMs(at + 1, 0, () => 0) ?? 0)
  expect(waits[0]).toBe(5_000)
  expect(waits).toEqual(waits.toSorted((one, other) => one - other))
  expect(hours(waits.reduce((sum, each) => sum + each, 0))).toBeGreaterThan(72)
  expect(nextTryMs(10)).toBeUndefined()
})

test('many that failed together do not come again together', () => {
  expect(nextTryMs(1, 0, () => 0.5)).toBe(5_250)
})

test('a receiver may ask for longer, up to a day', () => {
  expect(nextTryMs(1, 60_000, () => 0)).toBe(60_000)
  expect(nextTryMs(1, 10 ** 12, () => 0)).toBe(86_400_000)
})
