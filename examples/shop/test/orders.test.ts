import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApplication, testApplication } from 'lintel/testing'
import { User } from '../src/accounts.ts'
import { Product } from '../src/catalog.ts'
import shop from '../src/shop.ts'

let app: TestApplication
let cleo: { id: string; roles: string[] }
let carl: { id: string; roles: string[] }
const sam = { id: '01900000-0000-7000-8000-000000000001', roles: ['support'] }

beforeAll(async () => {
  app = await testApplication(shop)
  const person = async (name: string) => {
    const user = await app.db.insert(User, { name, email: `${name}@shop.example`, password: 'correct horse' })
    return { id: user.id, roles: ['customer'] }
  }
  cleo = await person('cleo')
  carl = await person('carl')
})
afterAll(() => app.stop())

const product = (stock: number) => app.db.insert(Product, { name: 'Teapot', price: '10.50', stock })

describe('placing an order', () => {
  test('takes the items out of stock and adds up their prices', async () => {
    const { id } = await product(5)
    const placed = await app.request('POST /orders', { as: cleo, body: { items: [{ product: id, quantity: 3 }] } })
    expect(placed.status).toBe(201)
    expect(placed.body.data).toMatchObject({ customer: cleo.id, status: 'placed', total: '31.50' })
    expect(placed.headers.get('location')).toBe(`/orders/${placed.body.data.id}`)
    expect(await app.db.get(Product, id)).toMatchObject({ stock: 2 })
  })

  test('sells nothing twice: of twenty parallel orders for five pieces, five succeed', async () => {
    const { id } = await product(5)
    const order = () => app.request('POST /orders', { as: cleo, body: { items: [{ product: id, quantity: 1 }] } })
    const statuses = (await Promise.all(Array.from({ length: 20 }, order))).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(5)
    expect(statuses.filter((status) => status === 409)).toHaveLength(15)
    expect(await app.db.get(Product, id)).toMatchObject({ stock: 0 })
  })

  test('keeps nothing of an order that fails half-way', async () => {
    const plenty = await product(5)
    const none = await product(0)
    const items = [plenty, none].map(({ id }) => ({ product: id, quantity: 1 }))
    const refused = await app.request('POST /orders', { as: carl, body: { items } })
    expect(refused.status).toBe(409)
    expect(refused.body.error.code).toBe('out_of_stock')
    expect(await app.db.get(Product, plenty.id)).toMatchObject({ stock: 5 })
    expect((await app.request('GET /orders', { as: carl })).body.data).toEqual([])
  })

  test('names every wrong field at once', async () => {
    const refused = await app.request('POST /orders', { as: cleo, body: { items: [{ product: 'x', quantity: 0, extra: 1 }], total: '1' } })
    expect(refused.status).toBe(422)
    expect(refused.body.error.details.map((detail: { pointer: string }) => detail.pointer).sort()).toEqual([
      '/items/0/extra',
      '/items/0/product',
      '/items/0/quantity',
      '/total',
    ])
  })
})

describe('reading orders', () => {
  test('shows each customer their own, and support all', async () => {
    const { id } = await product(9)
    const placed = await app.request('POST /orders', { as: cleo, body: { items: [{ product: id, quantity: 1 }] } })
    const path = `/orders/${placed.body.data.id}`
    expect((await app.request(`GET ${path}?include=items.product`, { as: cleo })).body.data.items[0].product.name).toBe('Teapot')
    expect((await app.request(`GET ${path}`, { as: carl })).status).toBe(404)
    expect((await app.request(`GET ${path}`)).status).toBe(401)
    expect((await app.request(`GET ${path}`, { as: sam })).status).toBe(200)
    const mine = await app.request('GET /orders?include=items.product,customer&sort=-createdAt', { as: cleo })
    expect(mine.body.data.every((order: { customer: { id: string } }) => order.customer.id === cleo.id)).toBe(true)
  })

  test('gives stock back when an order is cancelled, once', async () => {
    const { id } = await product(4)
    const placed = await app.request('POST /orders', { as: cleo, body: { items: [{ product: id, quantity: 4 }] } })
    const cancel = `POST /orders/${placed.body.data.id}/cancel`
    expect((await app.request(cancel, { as: carl })).status).toBe(404)
    expect((await app.request(cancel, { as: cleo })).body.data.status).toBe('cancelled')
    expect((await app.request(cancel, { as: cleo })).status).toBe(409)
    expect(await app.db.get(Product, id)).toMatchObject({ stock: 4 })
  })
})
