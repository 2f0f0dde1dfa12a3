// Who may see and do what: worked out from the rules, asked of the running application by every door.
import { testAccess } from 'lintel/testing'
import { expect, test } from 'vitest'
import workspaces from '../src/workspaces.ts'

test('everybody sees and does what the rules say, and nothing else', { timeout: 120_000 }, async () => {
  const { cells, wrong, untried } = await testAccess(workspaces, { rows: 18, rowsToWrite: 2 })
  expect(wrong).toEqual([])
  expect(untried).toEqual({})
  expect(cells).toBeGreaterThan(2000)
})
