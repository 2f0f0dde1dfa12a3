import { expect, test } from 'vitest'
import { shop } from '../../../test/cache/shop.ts'
import { explainCache } from './explain-cache.ts'

const explained = Object.fromEntries(explainCache(shop.model).map((each) => [each.endpoint, each]))
const shares = (endpoint: string) =>
  Object.fromEntries(explained[endpoint]?.callers.map(({ caller, share }) => [caller, share]) ?? [])

test('who shares an answer follows from the rules', () => {
  expect(shares('GET /products')).toMatchObject({
    anonymous: 'shared',
    'signed in': 'shared',
    'role admin': 'shared',
  })
  expect(shares('GET /notes')).toMatchObject({ anonymous: 'denied', 'signed in': 'own' })
  expect(shares('GET /stock')).toMatchObject({ anonymous: 'own', 'signed in': 'own' })
  expect(shares('GET /weather')).toMatchObject({ anonymous: 'shared', 'role admin': 'shared' })
  expect(shares('GET /mine')).toMatchObject({ anonymous: 'denied', 'signed in': 'own' })
})

test('what drops an answer is all that its widest statement mentions', () => {
  expect(explained['GET /categories']?.droppedBy).toEqual(['categories'])
  expect(explained['GET /products']?.droppedBy.toSorted()).toEqual(
    ['categories', 'labels', 'products', 'products_labels'].toSorted(),
  )
  expect(explained['GET /raw']?.droppedBy).toEqual(['diaries'])
})

test('what remembers nothing is not there', () => {
  expect(explained['GET /labels']).toBeUndefined()
  expect(explained['POST /restock']).toBeUndefined()
})
