// Who may see and do what: worked out from the rules, asked of the running application by every door.
import { mutateAccess, testAccess } from 'lintel/testing'
import { expect, test } from 'vitest'
import shop from '../src/shop.ts'

test('everybody sees and does what the rules say, and nothing else', { timeout: 120_000 }, async () => {
  const { cells, wrong, untried } = await testAccess(shop, { rows: 18, rowsToWrite: 2 })
  expect(wrong).toEqual([])
  // Which events somebody wants to hear of is JSON of a schema, and generated rows have others: `PUT` is not tried of it.
  const beside = Object.keys(untried).filter((each) => !each.startsWith('PUT webhook-subscriptions: /events'))
  expect(beside).toEqual([])
  expect(cells).toBeGreaterThan(2000)
})

// All of them: `npm run test:access`.
test('a rule that is too weak is noticed', { timeout: 120_000 }, async () => {
  const { mutants, survived } = await mutateAccess(shop, { everyNth: 9 })
  expect(survived).toEqual([])
  expect(mutants).toBeGreaterThan(1)
})
