import { expect, test } from 'vitest'
import { columnKinds } from './kinds/columns.ts'
import { constraintKinds } from './kinds/constraints.ts'
import { renameKinds } from './kinds/renames.ts'
import { tableKinds } from './kinds/tables.ts'
import { typeKinds } from './kinds/types.ts'

test('at least sixty kinds of change are tried, each by its own name', () => {
  const kinds = [...columnKinds, ...renameKinds, ...typeKinds, ...constraintKinds, ...tableKinds]
  expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length)
  expect(kinds.length).toBeGreaterThanOrEqual(60)
})
