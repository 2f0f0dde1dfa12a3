import { expect, test } from 'vitest'
import { Destinations } from './destinations.ts'

const waitOf = (entry: ReturnType<Destinations['enter']>) => ('waitMs' in entry ? entry.waitMs : undefined)

test('a receiver has five places, and whoever comes after them is told when to come again, each later', () => {
  let now = 0
  const destinations = new Destinations(() => now)
  const inside = Array.from({ length: 5 }, () => destinations.enter('https://slow'))
  expect(inside.map(waitOf)).toEqual(Array(5).fill(undefined))
  const waits = Array.from({ length: 100 }, () => waitOf(destinations.enter('https://slow')) ?? 0)
  expect(waits).toEqual(waits.toSorted((one, other) => one - other))
  expect(new Set(waits).size).toBe(100)
  // As long as all of them take, one after the other in five places.
  expect(waits.at(-1)).toBe(10_000)
  expect(waitOf(destinations.enter('https://other'))).toBeUndefined()
  now = 15_000
  for (const entry of inside) if ('leave' in entry) entry.leave()
  expect(waitOf(destinations.enter('https://slow'))).toBeUndefined()
})
