import { anyone, application, entity, resource, t } from 'lintel'
import { expect, test } from 'vitest'
import { scopeName } from './scopes.ts'

test('the word for an entity in scopes is the one in its path, also where English is irregular', () => {
  const Person = entity('person', { name: t.string() }, { plural: 'people' })
  const OrderItem = entity('orderItem', { name: t.string() })
  const parts = [[resource(Person, { read: anyone }), resource(OrderItem, { read: anyone })]]
  const { entities, resources } = application('words', { parts }).model
  expect(Object.values(resources).map(({ path }) => path)).toEqual(['/people', '/order-items'])
  expect(Object.values(entities).map(scopeName)).toEqual(['people', 'order-items'])
})
