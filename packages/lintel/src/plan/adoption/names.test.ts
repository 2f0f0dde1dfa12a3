import { expect, test } from 'vitest'
import { camelCase, entityNameOf, UniqueNames } from './names.ts'

test.each([
  ['order_items', 'orderItem'],
  ['OrderItem', 'orderItem'],
  ['"Users"', 'user'],
  ['people', 'person'],
  ['categories', 'category'],
  ['addresses', 'address'],
  ['address', 'address'],
  ['statuses', 'status'],
  ['houses', 'house'],
  ['boxes', 'box'],
  ['news', 'news'],
  ['auth_user', 'authUser'],
  ['2fa_codes', 'n2faCode'],
  ['cafés', 'cafe'],
])('the table %s holds rows of %s', (table, entity) => {
  expect(entityNameOf(table)).toBe(entity)
})

test.each([
  ['created_at', 'createdAt'],
  ['createdAt', 'createdAt'],
  ['ID', 'id'],
  ['URLName', 'urlName'],
  ['line_1', 'line1'],
  ['first name', 'firstName'],
  ['_private', 'private'],
])('the column %s is %s', (column, field) => {
  expect(camelCase(column)).toBe(field)
})

test('the best name that is free, else the last with a number', () => {
  const names = new UniqueNames(['id'])
  expect([names.claim('id', 'own'), names.claim('own'), names.claim('id', 'own')]).toEqual([
    'own',
    'own2',
    'own3',
  ])
})
