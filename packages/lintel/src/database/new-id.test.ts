import { expect, test } from 'vitest'
import { newId } from './new-id.ts'

const many = Array.from({ length: 5000 }, newId)

test('ids are UUIDs of version 7 for this moment', () => {
  for (const id of many) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    expect(Math.abs(Date.now() - madeAt)).toBeLessThan(60_000)
  }
})

test('each id is greater than the one before, also within a millisecond', () => {
  expect(many).toEqual(many.toSorted())
  expect(new Set(many).size).toBe(many.length)
})

test('what is random in an id is never used again', () => {
  // The last four bytes come straight from the generator: 5,000 of 2^32 repeat about three times in a thousand runs.
  const tails = new Set(many.map((id) => id.slice(-8)))
  expect(tails.size).toBeGreaterThanOrEqual(many.length - 2)
})
