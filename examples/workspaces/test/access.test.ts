// Who may see and do what: worked out from the rules, asked of the running application by every door.
import { mutateAccess, testAccess } from 'lintel/testing'
import { expect, test } from 'vitest'
import workspaces from '../src/workspaces.ts'

test('everybody sees and does what the rules say, and nothing else', { timeout: 100_000 }, async () => {
  console.time('all')
  const { cells, wrong, doors, untried } = await testAccess(workspaces, { rows: 20, rowsToWrite: 3 })
  console.timeEnd('all')
  console.log(cells, wrong.length, doors, untried)
  expect(wrong.slice(0,10)).toEqual([])
  expect(cells).toBeGreaterThan(1000)
})
test('mut', { timeout: 600_000 }, async () => {
  console.time('all')
  const report = await mutateAccess(workspaces, { rows: 24, rowsToWrite: 6, onMutant: (n, c) => console.timeLog('all', n, '   ==>   ', c) })
  console.log(report)
})
