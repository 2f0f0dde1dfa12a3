// What the payment provider tells us, and what we tell the programs of customers.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Order } from '../src/orders.ts'
import { paymentEvents } from '../src/payment-webhook.ts'
import { type ShopUnderTest, startShop } from './shop-under-test.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = []
const program = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
  response.writeHead(204).end()
})
let shop: ShopUnderTest
let app: ShopUnderTest['app']

beforeAll(async () => {
  program.listen(0, '127.0.0.1')
  await once(program, 'listening')
  shop = await startShop({ PAYMENTS_WEBHOOK_SECRET: secret, WEBHOOKS_ALLOW_ADDRESSES: '127.0.0.0/8' })
  app = shop.app
})
afterAll(async () => {
  await app?.stop()
  program.close()
})

const placed = async (as = shop.cleo): Promise<string> => {
  const items = [{ product: await shop.teapot(5), quantity: 1 }]
  return (await app.request('POST /orders', { as, body: { items } })).body.data.id
}
const statusOf = async (order: string) => (await app.db.get(Order, order))?.status

test('an order is paid when the provider says so, however often it does', async () => {
  const order = await placed()
  const event = {
    id: 'event-1',
    type: 'charge.succeeded',
    data: { id: 'charge-1', reference: order },
  } as const
  await app.deliver(paymentEvents, event)
  await app.deliver(paymentEvents, event)
  await app.idle()
  expect(await app.db.get(Order, order)).toMatchObject({ status: 'paid', charge: 'charge-1' })
})

test('nobody else can say so', async () => {
  const order = await placed()
  const body = { type: 'charge.succeeded', data: { id: 'charge-2', reference: order } }
  const signature = new Webhook('whsec_ZGlmZmVyZW50IHNlY3JldCBvZiAyNCE=')
  const sentAt = new Date()
  const headers = {
    'webhook-id': 'event-2',
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
    'webhook-signature': signature.sign('event-2', sentAt, JSON.stringify(body)),
  }
  expect((await app.request('POST /webhooks/payments', { headers, body })).status).toBe(401)
  expect((await app.request('POST /webhooks/payments', { body })).status).toBe(401)
  await app.idle()
  expect(await statusOf(order)).toBe('placed')
})

test('a program is told of the orders of whom it belongs to, and of no others', async () => {
  const { port } = program.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/told`
  const body = { url, events: ['order.placed', 'order.paid'] }
  const subscribed = await app.request('POST /webhook-subscriptions', { as: shop.cleo, body })
  expect(subscribed.status).toBe(201)
  const [own, foreign] = [await placed(), await placed(shop.carl)]
  await app.idle()
  const told = received.map(({ headers, body }) =>
    new Webhook(subscribed.body.data.secret).verify(body, headers as Record<string, string>),
  )
  expect(told).toMatchObject([{ type: 'order.placed', data: { order: own } }])
  expect(JSON.stringify(told)).not.toContain(foreign)
})
