import { expect, it } from 'vitest'
import type { ForeignKeySchema, TableSchema } from '../../tables/database-schema.ts'
import { tableGroups } from './table-order.ts'

/** A table that refers to others; `?` stands behind a reference that may be NULL. */
function table(name: string, ...targets: readonly string[]): TableSchema {
  const references = targets.map((target) => ({
    target: target.replace('?', ''),
    nullable: target.endsWith('?'),
  }))
  return {
    name,
    columns: references.map(({ target, nullable }) => ({ name: `${target}_id`, type: 'uuid', nullable })),
    constraints: references.map(
      ({ target }): ForeignKeySchema => ({
        kind: 'foreignKey',
        name: `${name}_${target}`,
        columns: [`${target}_id`],
        references: { table: target, columns: ['id'] },
        onDelete: 'noAction',
      }),
    ),
    indexes: [],
  }
}

const order = (...tables: readonly TableSchema[]) =>
  tableGroups(tables).map(({ members }) =>
    members.map(({ table: { name }, later }) =>
      [name, ...later.map(({ references }) => `later ${references.table}`)].join(' '),
    ),
  )

it('puts first what is referred to', () => {
  expect(order(table('items', 'orders'), table('orders', 'users'), table('users'))).toEqual([
    ['users'],
    ['orders'],
    ['items'],
  ])
})

it('keeps a circle together and opens it where NULL is allowed', () => {
  expect(order(table('users', 'teams'), table('teams', 'users?'), table('notes', 'users'))).toEqual([
    ['teams later users', 'users'],
    ['notes'],
  ])
})

it('opens a circle of references that are all required, too', () => {
  expect(order(table('a', 'b'), table('b', 'c'), table('c', 'a'))).toEqual([['a later b', 'c', 'b']])
})

it('does not mind references to the table itself and to tables that are not there', () => {
  expect(order(table('a', 'a', 'elsewhere'), table('b', 'a'))).toEqual([['a'], ['b']])
})
