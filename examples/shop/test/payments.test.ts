// Paying: asked once for each order, whatever the provider and the customer do.
import { type StubServer, stubServer } from 'lintel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Order } from '../src/orders.ts'
import { payments } from '../src/payments.ts'
import { reportSales, SalesReport } from '../src/sales-report.ts'
import { type ShopUnderTest, startShop } from './shop-under-test.ts'

let bank: StubServer
let shop: ShopUnderTest
let app: ShopUnderTest['app']

beforeAll(async () => {
  bank = await stubServer(payments, {
    charge: ({ card, reference }, { refuse, respond, count }) => {
      if (card === 'declined') return refuse('card_declined')
      // Says nothing of use at first, as providers sometimes do.
      if (card === 'slow' && count % 2 === 1) return respond(503)
      return { id: `charge of ${reference}` }
    },
  })
  shop = await startShop({ PAYMENTS_URL: bank.url, PAYMENTS_KEY: 'test' })
  app = shop.app
})
afterAll(async () => {
  await app?.stop()
  await bank?.stop()
})

const placed = async (): Promise<string> => {
  const items = [{ product: await shop.teapot(5), quantity: 2 }]
  return (await app.request('POST /orders', { as: shop.cleo, body: { items } })).body.data.id
}
const pay = (order: string, card = 'good', as = shop.cleo) =>
  app.request(`POST /orders/${order}/payment`, { as, body: { card } })
const charges = (order: string) => bank.calls('charge').filter(({ key }) => key === order)

test('an order is paid, and its charge is kept for us alone', async () => {
  const order = await placed()
  const answer = await pay(order)
  expect(answer.status).toBe(200)
  expect(answer.body.data.status).toBe('paid')
  expect(JSON.stringify(answer.body)).not.toContain('charge of')
  expect((await app.db.get(Order, order))?.charge).toBe(`charge of ${order}`)
  expect(charges(order).map(({ values }) => values)).toMatchObject([{ amount: '21.00' }])
})

test('of many who pay at once, the provider sees one key, and one payment is told', async () => {
  const order = await placed()
  const answers = await Promise.all(Array.from({ length: 8 }, () => pay(order)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(7)
  expect(new Set(charges(order).map(({ key }) => key)).size).toBe(1)
})

test('a provider that fails once is asked again, with the same key', async () => {
  const order = await placed()
  expect((await pay(order, 'slow')).status).toBe(200)
  expect(charges(order).length).toBeGreaterThanOrEqual(1)
})

test('a declined card leaves the order as it was', async () => {
  const order = await placed()
  const answer = await pay(order, 'declined')
  expect([answer.status, answer.body.error.code]).toEqual([402, 'card_declined'])
  expect((await app.db.get(Order, order))?.status).toBe('placed')
})

test('nobody pays for the order of somebody else, or twice', async () => {
  const order = await placed()
  expect((await pay(order, 'good', shop.carl)).status).toBe(404)
  expect(charges(order)).toEqual([])
  await pay(order)
  expect((await pay(order)).status).toBe(409)
})

test('the report of a day has what was paid on it', async () => {
  await pay(await placed())
  const day = new Date(Date.now() - 86_400_000).toISOString()
  await app.db.dangerouslyWithoutPolicies().sql('UPDATE orders SET created_at = $1', [day])
  const [{ count, sum }] = (await app.db.sql<{ count: number; sum: string }>(
    "SELECT count(*)::integer AS count, sum(total)::text AS sum FROM orders WHERE status = 'paid'",
  )) as [{ count: number; sum: string }]
  await app.db.enqueue(reportSales, {})
  await app.idle()
  await app.db.enqueue(reportSales, {})
  await app.idle()
  const rows = await app.db.find(SalesReport)
  expect(rows).toMatchObject([{ day: day.slice(0, 10), orders: count, revenue: sum }])
  expect((await app.request('GET /sales-reports', { as: shop.cleo })).status).toBe(403)
  expect((await app.request('GET /sales-reports', { as: shop.support })).body.data).toHaveLength(1)
})
