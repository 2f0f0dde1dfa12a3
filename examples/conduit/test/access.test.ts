// Who may see and do what, as code asks it: worked out from the rules. The document's routes are tried by its own tests.
import { testAccess } from 'lintel/testing'
import { expect, test } from 'vitest'
import conduit from '../src/conduit.ts'

test('everybody sees and does what the rules say, and nothing else', { timeout: 120_000 }, async () => {
  const { cells, wrong, untried } = await testAccess(conduit, { rows: 18, rowsToWrite: 4 })
  expect(wrong).toEqual([])
  expect(untried).toEqual({})
  expect(cells).toBeGreaterThan(500)
})
