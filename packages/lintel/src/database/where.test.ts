import { expect, test } from 'vitest'
import { mayBeMany } from './where.ts'

const id = '0195f3a0-1111-7000-8000-000000000001'

test.each([id, 7, { id }, { id: 7, stock: { gte: 2 } }])('%j names one row at most', (where) => {
  expect(mayBeMany(where)).toBe(false)
})

test.each([
  {},
  { status: 'paid' },
  { id: { in: [id] } },
  { id: { gt: 7 } },
  { 'order.id': id },
])('%j may be met by many rows', (where) => {
  expect(mayBeMany(where)).toBe(true)
})
