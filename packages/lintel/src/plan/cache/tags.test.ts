import { expect, test } from 'vitest'
import { shop } from '../../../test/cache/shop.ts'
import { touchedTags } from './tags.ts'

const { model } = shop

test('a new row is in lists alone, a change also in its own answer', () => {
  expect(touchedTags({ table: 'products', action: 'create' }, model)).toEqual(['products'])
  expect(touchedTags({ table: 'products', action: 'update', id: '7' }, model)).toEqual([
    'products',
    'products#7',
  ])
  expect(touchedTags({ table: 'products', action: 'update' }, model)).toEqual(['products', 'products#*'])
})

test('a delete takes what the database deletes along with it, and the links of that', () => {
  const tags = touchedTags({ table: 'categories', action: 'delete', id: '7' }, model)
  expect(tags).toEqual(
    expect.arrayContaining(['categories', 'categories#7', 'products', 'products#*', 'products_labels']),
  )
  expect(tags).not.toContain('labels')
})
