// Orders: never more than there is, given back once, and each customer's own affair.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Product } from '../src/catalog.ts'
import { Order } from '../src/orders.ts'
import { type ShopUnderTest, startShop } from './shop-under-test.ts'

let shop: ShopUnderTest
let app: ShopUnderTest['app']

beforeAll(async () => {
  shop = await startShop()
  app = shop.app
})
afterAll(() => app?.stop())

const nowhere = '01900000-0000-7000-8000-000000000000'
const order = (as: { id: string }, ...items: { product: string; quantity: number }[]) =>
  app.request('POST /orders', { as, body: { items } })
/** Places an order that succeeds; gives its id. */
const placed = async (product: string, quantity = 1, as = shop.cleo): Promise<string> =>
  (await order(as, { product, quantity })).body.data.id
const cancel = (id: string, as = shop.cleo) => app.request(`POST /orders/${id}/cancel`, { as })
const move = (id: string, status: string, as = shop.support) =>
  app.request(`PUT /orders/${id}/status`, { as, body: { status } })
const count = (answers: readonly { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length
const deadlocks = async () => {
  const counted = 'SELECT deadlocks::int AS count FROM pg_stat_database WHERE datname = current_database()'
  return (await app.db.sql<{ count: number }>(counted))[0]?.count
}
const times = <T>(length: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length }, (_, index) => run(index)))

describe('placing an order', () => {
  test('takes the items out of stock and adds up their prices', async () => {
    const product = await shop.teapot(5)
    const answer = await order(shop.cleo, { product, quantity: 3 })
    expect(answer.status).toBe(201)
    expect(answer.body.data).toMatchObject({ customer: shop.cleo.id, status: 'placed', total: '31.50' })
    expect(answer.headers.get('location')).toBe(`/orders/${answer.body.data.id}`)
    expect(await shop.stockOf(product)).toBe(2)
  })

  test('sends a receipt to whoever placed it', async () => {
    const product = await shop.teapot(5)
    const id = await placed(product, 2)
    const receipts = (await app.mails()).filter(({ mail, text }) => mail === 'receipt' && text.includes(id))
    expect(receipts).toMatchObject([
      {
        to: ['cleo@shop.example'],
        subject: 'Your order of 21.00',
        text: expect.stringContaining('2 × Teapot at 10.50'),
      },
    ])
  })

  test('is seen at once by whoever looks at the catalogue', async () => {
    const product = await shop.teapot(5)
    const inStock = async () => (await app.request(`GET /products/${product}`)).body.data.stock
    expect([await inStock(), await inStock()]).toEqual([5, 5])
    await placed(product, 2)
    expect(await inStock()).toBe(3)
  })

  test('keeps the price at which it was placed', async () => {
    const product = await shop.teapot(5)
    const path = `/orders/${await placed(product)}?include=items`
    await app.request(`PATCH /products/${product}`, { as: shop.admin, body: { price: '99.00', name: 'Pot' } })
    const { body } = await app.request(`GET ${path}`, { as: shop.cleo })
    expect(body.data).toMatchObject({ total: '10.50', items: [{ name: 'Teapot', price: '10.50' }] })
  })

  test('may name a product twice, and sells no more of it than there is', async () => {
    const product = await shop.teapot(3)
    const twice = [2, 1].map((quantity) => ({ product, quantity }))
    expect((await order(shop.cleo, ...twice)).body.data.total).toBe('31.50')
    expect((await order(shop.cleo, ...twice)).status).toBe(409)
    expect(await shop.stockOf(product)).toBe(0)
  })

  test('sells nothing twice: of twenty parallel orders for five pieces, five succeed', async () => {
    const product = await shop.teapot(5)
    const answers = await times(20, () => order(shop.cleo, { product, quantity: 1 }))
    expect([count(answers, 201), count(answers, 409)]).toEqual([5, 15])
    expect(await shop.stockOf(product)).toBe(0)
  })

  test('does not lock up when two people order the same things the other way round', async () => {
    const [pot, cup] = [await shop.teapot(100), await shop.teapot(100)]
    const items = [pot, cup].map((product) => ({ product, quantity: 1 }))
    const answers = await times(20, (index) => order(shop.cleo, ...(index % 2 ? items : items.toReversed())))
    expect(count(answers, 201)).toBe(20)
    expect([await shop.stockOf(pot), await shop.stockOf(cup)]).toEqual([80, 80])
    // Lintel tries a deadlocked transaction again, so that only the database can tell.
    expect(await deadlocks()).toBe(0)
  })

  test('keeps nothing of an order that fails half-way', async () => {
    const [plenty, none] = [await shop.teapot(5), await shop.teapot(0)]
    const items = [plenty, none].map((product) => ({ product, quantity: 1 }))
    const before = await app.db.count(Order)
    const refused = await order(shop.carl, ...items)
    expect(refused.status).toBe(409)
    expect(refused.body.error.code).toBe('out_of_stock')
    expect(await shop.stockOf(plenty)).toBe(5)
    expect(await app.db.count(Order)).toBe(before)
  })

  test('refuses a product that there is not', async () => {
    const refused = await order(shop.cleo, { product: nowhere, quantity: 1 })
    expect(refused.status).toBe(422)
    expect(refused.body.error.code).toBe('product_not_found')
  })

  test('is for those who signed in', async () => {
    const product = await shop.teapot(1)
    const refused = await app.request('POST /orders', { body: { items: [{ product, quantity: 1 }] } })
    expect(refused.status).toBe(401)
    expect(await shop.stockOf(product)).toBe(1)
  })

  test('adds up the greatest order that there can be', async () => {
    const { id } = await app.db.insert(Product, { name: 'Crown', price: '99999999.99', stock: 5000 })
    const items = Array.from({ length: 50 }, () => ({ product: id, quantity: 100 }))
    expect((await order(shop.cleo, ...items)).body.data.total).toBe('499999999950.00')
  })

  test('names every wrong field at once', async () => {
    const body = { items: [{ product: 'x', quantity: 0, price: '0.01' }], total: '1', customer: shop.carl.id }
    const refused = await app.request('POST /orders', { as: shop.cleo, body })
    expect(refused.status).toBe(422)
    const pointers = refused.body.error.details.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers.sort()).toEqual([
      '/customer',
      '/items/0/price',
      '/items/0/product',
      '/items/0/quantity',
      '/total',
    ])
  })

  test.each([
    ['no items', []],
    ['more items than fifty', Array.from({ length: 51 }, () => ({ product: nowhere, quantity: 1 }))],
    ['more than a hundred pieces', [{ product: nowhere, quantity: 101 }]],
  ])('refuses %s', async (_what, items) => {
    expect((await app.request('POST /orders', { as: shop.cleo, body: { items } })).status).toBe(422)
  })
})

describe('cancelling an order', () => {
  test('gives its items back, and says so once', async () => {
    const product = await shop.teapot(4)
    const id = await placed(product, 4)
    expect((await cancel(id)).body.data.status).toBe('cancelled')
    const again = await cancel(id)
    expect(again.status).toBe(409)
    expect(again.body.error.code).toBe('too_late')
    expect(await shop.stockOf(product)).toBe(4)
  })

  test('gives back once, also when ten ask at the same time', async () => {
    const product = await shop.teapot(4)
    const id = await placed(product, 3)
    const answers = await times(10, () => cancel(id))
    expect([count(answers, 200), count(answers, 409)]).toEqual([1, 9])
    expect(await shop.stockOf(product)).toBe(4)
  })

  test('leaves the stock right among parallel orders and cancellations', async () => {
    const products = [await shop.teapot(30), await shop.teapot(30)]
    const items = products.map((product) => ({ product, quantity: 1 }))
    const answers = await times(20, async (index) => {
      const { body } = await order(shop.cleo, ...(index % 2 ? items : items.toReversed()))
      return index % 4 === 0 ? cancel(body.data.id) : { status: 201 }
    })
    expect([count(answers, 200), count(answers, 201)]).toEqual([5, 15])
    expect(await Promise.all(products.map(shop.stockOf))).toEqual([15, 15])
    expect(await deadlocks()).toBe(0)
  })

  test('is for its customer, support and administrators', async () => {
    const product = await shop.teapot(9)
    const id = await placed(product, 1)
    expect((await cancel(id, shop.carl)).body.error.code).toBe('order_not_found')
    expect((await app.request(`POST /orders/${id}/cancel`)).status).toBe(401)
    expect(await shop.stockOf(product)).toBe(8)
    expect((await cancel(id, shop.support)).status).toBe(200)
    expect((await cancel(await placed(product), shop.admin)).status).toBe(200)
    expect((await cancel(nowhere)).status).toBe(404)
    expect((await cancel('what')).status).toBe(404)
  })

  test('comes too late for an order that was shipped', async () => {
    const product = await shop.teapot(2)
    const id = await placed(product)
    await move(id, 'paid')
    await move(id, 'shipped')
    expect((await cancel(id)).status).toBe(409)
    expect(await shop.stockOf(product)).toBe(1)
  })
})

describe('moving an order on', () => {
  test('goes from placed to paid to shipped, step by step', async () => {
    const id = await placed(await shop.teapot(1))
    expect((await move(id, 'shipped')).body.error.code).toBe('not_its_turn')
    expect((await move(id, 'paid')).body.data.status).toBe('paid')
    expect((await move(id, 'paid')).status).toBe(409)
    expect((await move(id, 'shipped')).body.data.status).toBe('shipped')
  })

  test('ships what is cancelled at the same time, or gives it back: never both', async () => {
    for (let round = 0; round < 5; round++) {
      const product = await shop.teapot(1)
      const id = await placed(product)
      await move(id, 'paid')
      const [shipped, cancelled] = await Promise.all([move(id, 'shipped'), cancel(id)])
      expect([shipped.status, cancelled.status].sort()).toEqual([200, 409])
      expect(await shop.stockOf(product)).toBe(cancelled.status === 200 ? 1 : 0)
    }
  })

  test('does not bring back what was cancelled', async () => {
    const id = await placed(await shop.teapot(1))
    await cancel(id)
    expect((await move(id, 'paid')).status).toBe(409)
    expect((await move(id, 'placed')).status).toBe(422)
    expect(await app.db.get(Order, id)).toMatchObject({ status: 'cancelled' })
  })

  test('is for support alone, and by no other door', async () => {
    const id = await placed(await shop.teapot(1))
    for (const as of [shop.cleo, shop.carl, shop.admin]) expect((await move(id, 'paid', as)).status).toBe(403)
    expect((await move(nowhere, 'paid')).status).toBe(404)
    for (const body of [{ status: 'shipped' }, { total: '0.00' }, { customer: shop.carl.id }]) {
      for (const as of [shop.cleo, shop.support]) {
        expect((await app.request(`PATCH /orders/${id}`, { as, body })).status).toBe(422)
      }
    }
    expect(await app.db.get(Order, id)).toMatchObject({ status: 'placed', total: '10.50' })
  })
})

describe('reading orders', () => {
  test('shows each customer their own, and support all', async () => {
    const id = await placed(await shop.teapot(9))
    const path = `GET /orders/${id}?include=items.product,customer`
    const { body } = await app.request(path, { as: shop.cleo })
    expect(body.data).toMatchObject({ customer: { name: 'cleo' }, items: [{ product: { name: 'Teapot' } }] })
    expect(JSON.stringify(body)).not.toMatch(/password|argon2/i)
    expect((await app.request(path, { as: shop.carl })).status).toBe(404)
    expect((await app.request(path)).status).toBe(401)
    expect((await app.request(path, { as: shop.support })).status).toBe(200)
  })

  test('lists are cut by the same rule, whatever they ask for', async () => {
    const product = await shop.teapot(9)
    const mine = await placed(product, 1, shop.carl)
    await placed(product, 2, shop.cleo)
    const ids = async (query: string, as = shop.carl) =>
      (await app.request(`GET /orders?${query}`, { as })).body.data.map(({ id }: { id: string }) => id)
    expect(await ids(`items.product=${product}`)).toEqual([mine])
    expect(await ids(`items.product=${product}`, shop.support)).toHaveLength(2)
    expect(await ids(`customer=${shop.cleo.id}`)).toEqual([])
    expect(await ids(`items.product=${product}&total[gt]=20`)).toEqual([])
    expect(await ids(`items.product=${product}&total[gt]=20`, shop.support)).toHaveLength(1)
    expect(await ids('status=shipped&sort=-createdAt')).toEqual([])
  })

  test('a note is changed by its customer and by support, who do not overwrite each other', async () => {
    const path = `/orders/${await placed(await shop.teapot(1))}`
    const etag = (await app.request(`GET ${path}`, { as: shop.cleo })).headers.get('etag') ?? ''
    const write = (as: { id: string }, note: string, headers = {}) =>
      app.request(`PATCH ${path}`, { as, body: { note }, headers })
    expect((await write(shop.cleo, 'Ring twice.', { 'if-match': etag })).body.data.note).toBe('Ring twice.')
    expect((await write(shop.support, 'Ring once.', { 'if-match': etag })).status).toBe(412)
    expect((await write(shop.carl, 'Mine.')).status).toBe(404)
    expect((await write(shop.admin, 'Mine.')).status).toBe(403)
    expect((await app.request(`GET ${path}`, { as: shop.support })).body.data.note).toBe('Ring twice.')
  })

  test('nobody deletes an order, and items have no door of their own', async () => {
    const id = await placed(await shop.teapot(1))
    expect((await app.request(`DELETE /orders/${id}`, { as: shop.admin })).status).toBe(405)
    expect((await app.request('GET /order-items', { as: shop.admin })).status).toBe(404)
  })
})
