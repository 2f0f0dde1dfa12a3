/** The matrix of the examples: what each kind of caller may do with rows of theirs and of others, and with fields. */
import { expect, test } from 'vitest'
import shop from '../../../../../../examples/shop/src/shop.ts'
import workspaces from '../../../../../../examples/workspaces/src/workspaces.ts'
import type { ApplicationModel } from '../../../spec/model.ts'
import { derivedOperations } from '../derived-operations.ts'
import { accessMatrix, type MatrixCell } from './access-matrix.ts'

function cellsOf(model: ApplicationModel, name: string, field?: string): Record<string, string> {
  const operation = accessMatrix(model, derivedOperations(model)).operations.find(
    (each) => each.name === name,
  )
  if (!operation) throw new Error(`There is no ${name}.`)
  const cells =
    field === undefined ? operation.cells : operation.fields?.find((each) => each.name === field)?.cells
  return Object.fromEntries((cells ?? []).map((cell) => [cell.kind, textOf(cell)]))
}

const textOf = (cell: MatrixCell) =>
  'call' in cell
    ? cell.call
    : [cell.own, cell.tenant, cell.foreign].filter((each) => each !== undefined).join(' | ')

test('the shop: own rows, every row, none', () => {
  expect(cellsOf(shop.model, 'orders.update')).toEqual({
    anonymous: 'no | no',
    'signed in': 'yes | no',
    'role customer': 'yes | no',
    'role support': 'yes | yes',
    'role admin': 'yes | no',
    'scope users:read': 'no | no',
  })
  expect(cellsOf(shop.model, 'products.list')).toMatchObject({ anonymous: 'yes | yes' })
  expect(cellsOf(shop.model, 'order-items.read')).toMatchObject({
    'signed in': 'yes | no',
    'role admin': 'yes | yes',
  })
  expect(cellsOf(shop.model, 'moveOrder')).toMatchObject({ 'role customer': 'no', 'role support': 'yes' })
  expect(cellsOf(shop.model, 'users.read', 'password')).toMatchObject({ 'role admin': 'no | no' })
})

test('the workspaces: what is the tenant’s is neither one’s own nor foreign', () => {
  const { model } = workspaces
  const byAdmin = "if a row of workspace.members has role = 'admin'"
  expect(cellsOf(model, 'teams.list')).toMatchObject({
    'role person': 'yes | yes | no',
    'role support': 'yes | yes | yes',
  })
  expect(cellsOf(model, 'projects.update')).toMatchObject({ 'role person': `yes | ${byAdmin} | no` })
  expect(cellsOf(model, 'projects.update', 'budget')).toMatchObject({
    'role person': `${byAdmin} | ${byAdmin} | no`,
  })
  expect(cellsOf(model, 'documents.update')).toMatchObject({ 'role person': "if state = 'draft' | no | no" })
  expect(cellsOf(model, 'documents.read')).toMatchObject({ anonymous: 'no | no | no' })
  // Colleagues read each other, and not their addresses; support reads both.
  expect(cellsOf(model, 'users.read', 'email')).toMatchObject({
    'role support': 'yes | yes',
    anonymous: 'no | no',
  })
})

test('every operation has a cell for every kind, and every stored field is said', () => {
  for (const { model } of [shop, workspaces]) {
    const { kinds, operations } = accessMatrix(model, derivedOperations(model))
    expect(operations.length).toBe(derivedOperations(model).length)
    for (const { cells, fields = [] } of operations)
      for (const each of [cells, ...fields.map((field) => field.cells)])
        expect(each.map(({ kind }) => kind)).toEqual(kinds.map(({ name }) => name))
  }
  const { operations } = accessMatrix(shop.model, derivedOperations(shop.model))
  const update = operations.find(({ name }) => name === 'orders.update')
  expect(update?.fields?.map(({ name, by }) => `${name}: ${by}`)).toEqual([
    'id: read-only',
    'customer: immutable',
    'status: read-only',
    'total: read-only',
    'note: row',
    'charge: not sent',
    'createdAt: read-only',
    'updatedAt: read-only',
  ])
})
