/** Names as somebody writes them, and what is near where there is none. */
import { anyone, application, entity, identity, operation, resource, t } from 'lintel'
import { expect, test } from 'vitest'
import { derivedOperations } from '../../plan/access/derived-operations.ts'
import { Failure } from '../failure.ts'
import { readCaller } from './caller.ts'
import { findField, findOperation } from './find-operation.ts'

const User = entity('user', { email: t.email().unique().personal() })
const Order = entity('order', { cost: t.integer() })
const { model } = application('shop', {
  prefix: '/v1',
  parts: [
    {
      User,
      accounts: identity(User),
      orders: resource(Order, { read: anyone, update: anyone }),
      close: operation('POST /orders/{order}/close', {
        summary: 'Close',
        allow: anyone,
        params: { order: t.ref(() => Order) },
        run: () => undefined,
      }),
    },
  ],
})
const operations = derivedOperations(model)
const nameOf = (text: string) => findOperation(text, operations, model.prefix).name

function failureOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure) return `${error.code}: ${error.message} ${error.hint}`
    throw error
  }
  throw new Error('Nothing failed.')
}

test.each([
  ['GET /v1/orders', 'orders.list'],
  ['get /orders/', 'orders.list'],
  ['PATCH /orders/{order}', 'orders.update'],
  ['PUT /orders/:id', 'orders.replace'],
  ['orders.update', 'orders.update'],
  ['update.orders', 'orders.update'],
  ['listOrders', 'orders.list'],
  ['close', 'close'],
  ['POST /orders/{id}/close', 'close'],
])('%s is %s', (text, name) => {
  expect(nameOf(text)).toBe(name)
})

test('what is not there is named, with what is near', () => {
  expect(failureOf(() => nameOf('order.update'))).toBe(
    'operation_unknown: There is no operation "order.update". Did you mean orders.update?',
  )
  expect(failureOf(() => nameOf('GET /order'))).toContain('GET /v1/orders')
  expect(failureOf(() => nameOf('zzzzzzzzzzzz'))).toContain('There are: orders.list, ')
  const order = model.entities.order
  if (!order) throw new Error('There is no order.')
  expect(failureOf(() => findField(order, 'kost'))).toContain('order has no field "kost". Did you mean cost?')
})

test('a caller is nobody, an id, or an address of the identity', () => {
  expect(readCaller('anonymous', model)).toEqual({ kind: 'nobody' })
  expect(readCaller('user:018f0000-0000-7000-8000-00000000000a', model)).toMatchObject({ by: { name: 'id' } })
  expect(readCaller('user:ada@example.com', model)).toMatchObject({ by: { name: 'email' } })
  expect(failureOf(() => readCaller('ada', model))).toContain(
    '--as ada names nobody. Say anonymous, user:<id>',
  )
  expect(failureOf(() => readCaller('user:ada', model))).toContain('Give an id or what email holds.')
})
