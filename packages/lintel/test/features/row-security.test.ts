/** The rules in the database, too: every feature as without them, and refusals where a statement forgets them. */
import { testAccess } from 'lintel/testing'
import { expect, test } from 'vitest'
import shop from '../../../../examples/shop/src/shop.ts'
import workspaces from '../../../../examples/workspaces/src/workspaces.ts'
import { Application } from '../../src/spec/application.ts'

function secured(app: Application): Application {
  const { declarations } = app
  return new Application({ ...declarations, options: { ...declarations.options, rowSecurity: true } })
}

test('w', { timeout: 200_000 }, async () => {
  const r = await testAccess(secured(workspaces), { rows: 18, rowsToWrite: 2 })
  console.log(r.cells, r.wrong.slice(0, 5), r.untried)
  expect(r.wrong).toEqual([])
})
test('shop', { timeout: 200_000 }, async () => {
  const r = await testAccess(secured(shop), { rows: 18, rowsToWrite: 2 })
  console.log(r.cells, r.wrong.slice(0, 5), r.untried)
  expect(r.wrong).toEqual([])
})
