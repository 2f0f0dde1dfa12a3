/** Incoming webhooks: proven by the exact bytes, kept before they are acknowledged, processed once, replayed on request. */
import { randomUUID } from 'node:crypto'
import { application, entity, grant, hmac, standardWebhooks, t, webhook } from 'lintel'
import { createTestDatabase, signedWebhook, testApplication } from 'lintel/testing'
import { Webhook as Reference } from 'standardwebhooks'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { withClient } from '../../src/database/client.ts'
import { listReceipts, replayReceipts, showReceipts } from '../../src/database/webhooks/receipt-desk.ts'
import { forgetReceipts } from '../../src/database/webhooks/receipts.ts'
import { startService } from '../../src/service/service.ts'
import { until } from '../work/until.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const former = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const Order = entity('order', { status: t.text(), payments: t.integer().default(0) })

const seen: string[] = []
let fails = false

const payments = webhook('payments', {
  verify: standardWebhooks(() => [secret, former]),
  events: { 'payment.succeeded': { order: t.ref(() => Order), note: t.text().optional() } },
  grants: [grant(Order, 'update', 'status', 'payments')],
  retry: { attempts: 2, baseMs: 1 },
  async run({ event, finish }) {
    if (fails) throw new Error('Not yet.')
    await finish((tx) => tx.update(Order, event.data.order, { status: 'paid', payments: { increment: 1 } }))
  },
})
const steps = webhook('steps', {
  verify: standardWebhooks(() => secret),
  events: { step: { of: t.text(), at: t.integer() } },
  orderedBy: '/of',
  status: 200,
  path: '/hooks/steps',
  others: 'kept',
  async run({ event: { data } }) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
    seen.push(`${data.of}${data.at}`)
  },
})
const strict = webhook('strict', {
  verify: hmac({
    secret: () => 'sixteen bytes or more',
    header: 'X-Signature',
    id: { header: 'X-Delivery' },
    type: { pointer: '/kind' },
  }),
  events: { note: { text: t.text() } },
  others: 'refused',
  run: ({ event }) => {
    seen.push(event.data.text)
  },
})

const app = await testApplication(
  application('shop', { prefix: '/v1', parts: [{ Order, payments, steps, strict }] }),
)
afterAll(() => app.stop())
beforeEach(() => {
  seen.length = 0
  fails = false
})

const newOrder = async () => (await app.db.insert(Order, { status: 'placed' })).id
const paid = (order: string) => app.db.get(Order, order).then((row) => row?.payments)
const onDatabase = <T>(work: Parameters<typeof withClient<T>>[1]) => withClient(app.connectionString, work)
const receipts = (webhook: string) => onDatabase((client) => listReceipts(client, { webhook, limit: 100 }))
const outcomes = () => app.observations.flatMap((each) => (each.event === 'webhook' ? [each.outcome] : []))
const toPayments = (delivery: { headers: Readonly<Record<string, string>>; body: string }) =>
  app.request('POST /v1/webhooks/payments', delivery)
const about = (order: string) => ({ type: 'payment.succeeded', data: { order } }) as const

/** As the reference implementation of Standard Webhooks signs it. */
function byReference(body: string, { key = secret, id = randomUUID(), at = new Date() } = {}) {
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Reference(key).sign(id, at, body),
    },
  }
}

describe('Standard Webhooks', () => {
  test('a delivery that the reference implementation signed is taken, to the byte', async () => {
    const order = await newOrder()
    const body = ` { "type":"payment.succeeded",\n "data": {"order":"${order}", "more": 1}}`
    expect((await toPayments(byReference(body))).status).toBe(202)
    await app.idle()
    expect(await app.db.get(Order, order)).toMatchObject({ status: 'paid', payments: 1 })
  })

  test('the reference implementation takes what is signed here', () => {
    const { headers, body } = signedWebhook(payments, about(randomUUID()))
    expect(new Reference(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'payment.succeeded',
    })
  })

  test('while a secret is replaced both are good', async () => {
    const body = JSON.stringify(about(await newOrder()))
    expect((await toPayments(byReference(body, { key: former }))).status).toBe(202)
    const signed = byReference(body)
    const other = byReference(body, { key: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX' })
    const both = `${other.headers['webhook-signature']} v1a,AAAA ${signed.headers['webhook-signature']}`
    const answer = await toPayments({ body, headers: { ...signed.headers, 'webhook-signature': both } })
    expect(answer.status).toBe(202)
  })
})

describe('what is not proven', () => {
  const body = JSON.stringify({ type: 'payment.succeeded', data: { order: randomUUID() } })
  const good = byReference(body)
  const without = (name: string) =>
    Object.fromEntries(Object.entries(good.headers).filter(([key]) => key !== name))
  const minutes = (count: number) => new Date(Date.now() + count * 60_000)
  const cases: readonly [string, { headers: Record<string, string>; body: string }][] = [
    ['other bytes', { ...good, body: `${body} ` }],
    ['another secret', byReference(body, { key: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX' })],
    ['another id', { body, headers: { ...good.headers, 'webhook-id': randomUUID() } }],
    ['another time', { body, headers: { ...good.headers, 'webhook-timestamp': '1614265330' } }],
    ['a time that is no number', { body, headers: { ...good.headers, 'webhook-timestamp': 'now' } }],
    ['a delivery of six minutes ago', byReference(body, { at: minutes(-6) })],
    ['a delivery from six minutes ahead', byReference(body, { at: minutes(6) })],
    ['no signature', { body, headers: without('webhook-signature') }],
    ['no id', { body, headers: without('webhook-id') }],
    ['no time', { body, headers: without('webhook-timestamp') }],
    ['an empty signature', { body, headers: { ...good.headers, 'webhook-signature': 'v1,' } }],
    [
      'a signature of another version',
      {
        body,
        headers: {
          ...good.headers,
          'webhook-signature': good.headers['webhook-signature'].replace('v1,', 'v2,'),
        },
      },
    ],
    ['nothing', { body: '', headers: {} }],
  ]

  test.each(cases)('%s is refused, and nothing is kept', async (_, delivery) => {
    const before = (await receipts('payments')).length
    const answer = await toPayments(delivery)
    expect(answer.status).toBe(401)
    // One answer for all of them.
    expect(answer.body.error).toMatchObject({
      code: 'webhook_unverified',
      message: 'This delivery is not proven to be of its sender.',
      details: [],
    })
    expect(await receipts('payments')).toHaveLength(before)
  })

  test('is told to the log with its reason', async () => {
    await toPayments(byReference(body, { at: minutes(-6) }))
    const refused = app.observations.flatMap((each) => (each.event === 'refused' ? [each.reason] : []))
    expect(String(refused.at(-1))).toMatch(/It is 36\d s old/)
  })

  test('a body beyond the limit is not read', async () => {
    const answer = await toPayments({ body: 'x'.repeat(1_048_577), headers: good.headers })
    expect(answer.status).toBe(413)
  })
})

describe('an event is processed once', () => {
  test('however often and at once it is delivered', async () => {
    const order = await newOrder()
    const delivery = signedWebhook(payments, about(order))
    const answers = await Promise.all(Array.from({ length: 20 }, () => toPayments(delivery)))
    await app.idle()
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202))
    expect(await paid(order)).toBe(1)
    expect(outcomes().filter((each) => each === 'repeated')).toHaveLength(19)
  })

  test('also where its id comes again with other bytes, which is noticed', async () => {
    const [order, other] = [await newOrder(), await newOrder()]
    const id = randomUUID()
    await app.deliver(payments, { ...about(order), id })
    expect((await app.deliver(payments, { ...about(other), id })).status).toBe(202)
    await app.idle()
    expect([await paid(order), await paid(other)]).toEqual([1, 0])
    expect(outcomes().at(-1)).toBe('changed')
  })

  test('also where the same signed bytes come under another id that nothing signs', async () => {
    const delivery = signedWebhook(strict, { type: 'note', data: { text: 'once' } })
    await app.request('POST /v1/webhooks/strict', delivery)
    const again = { ...delivery, headers: { ...delivery.headers, 'x-delivery': 'another' } }
    expect((await app.request('POST /v1/webhooks/strict', again)).status).toBe(202)
    await app.idle()
    expect(seen).toEqual(['once'])
    expect(outcomes().at(-1)).toBe('resent')
  })

  test('those of one value in the order of their arrival', async () => {
    for (let at = 0; at < 8; at++)
      for (const of of ['a', 'b']) await app.deliver(steps, { type: 'step', data: { of, at } })
    await app.idle()
    const ofA = seen.filter((each) => each.startsWith('a'))
    expect(ofA).toEqual(Array.from({ length: 8 }, (_, at) => `a${at}`))
    expect(seen).toHaveLength(16)
  })
})

describe('other types', () => {
  test('are acknowledged and passed over', async () => {
    const before = (await receipts('payments')).length
    const answer = await toPayments(byReference('{"type":"payment.disputed","data":{}}'))
    expect(answer.status).toBe(202)
    expect(await receipts('payments')).toHaveLength(before)
    expect(outcomes().at(-1)).toBe('ignored')
  })

  test('are kept where that is asked for', async () => {
    const answer = await app.request('POST /v1/hooks/steps', byReference('{"type":"leap","data":{}}'))
    expect(answer.status).toBe(200)
    expect((await receipts('steps'))[0]).toMatchObject({ type: 'leap', state: 'kept' })
  })

  test('are refused where that is asked for', async () => {
    const { headers, body } = signedWebhook(strict, { type: 'gossip', data: { text: 'no' } } as never)
    const answer = await app.request('POST /v1/webhooks/strict', { headers, body })
    expect([answer.status, answer.body.error.code]).toEqual([422, 'webhook_event_unknown'])
  })
})

describe('nothing is lost', () => {
  test('of what is not as declared: it is dead with its reason, and bytes as they came', async () => {
    const id = randomUUID()
    const body = '{"type":"payment.succeeded","data":{"order":"no uuid","card":"4242"}}'
    expect((await toPayments(byReference(body, { id }))).status).toBe(202)
    await app.idle()
    const [receipt] = await onDatabase((client) => showReceipts(client, { ids: [id] }))
    expect(receipt).toMatchObject({ state: 'dead', body: Buffer.from(body) })
    expect(receipt?.error).toContain('/order must match format "uuid"')
    expect(receipt?.error).not.toContain('no uuid')
  })

  test('of what is no JSON at all', async () => {
    const id = randomUUID()
    await toPayments(byReference('type=payment', { id }))
    await app.idle()
    const [receipt] = await onDatabase((client) => showReceipts(client, { ids: [id] }))
    expect(receipt).toMatchObject({ state: 'dead', type: null, error: expect.stringContaining('type') })
  })

  test('of what failed too often: it is replayed once its cause is mended, and once', async () => {
    const order = await newOrder()
    const id = randomUUID()
    fails = true
    await app.deliver(payments, { ...about(order), id })
    await app.idle()
    expect((await receipts('payments')).find(({ event }) => event === id)).toMatchObject({ state: 'dead' })
    fails = false
    expect(await onDatabase((client) => replayReceipts(client, { ids: [id], state: 'dead' }))).toBe(1)
    await app.idle()
    expect(await paid(order)).toBe(1)
    expect((await receipts('payments')).find(({ event }) => event === id)).toMatchObject({
      state: 'done',
      replays: 1,
    })
    expect(await onDatabase((client) => replayReceipts(client, { ids: [id], state: 'dead' }))).toBe(0)
  })

  test('of what is acknowledged by a process that ends: another one processes it', async () => {
    const shop = application('shop', { prefix: '/v1', parts: [{ Order, payments, steps, strict }] })
    const database = await createTestDatabase()
    const start = (JOBS: string) =>
      startService({
        ...{ application: shop, project: { directory: process.cwd() }, mode: 'test', schema: 'follow' },
        ...{ seed: false, observe: () => () => undefined },
        environment: { DATABASE_URL: database.connectionString, PORT: '0', JOBS },
      })
    const receiving = await start('elsewhere')
    const { id: order } = await receiving.db.insert(Order, { status: 'placed' })
    const { headers, body } = signedWebhook(payments, about(order))
    const answer = await fetch(`${receiving.url}/v1/webhooks/payments`, { method: 'POST', headers, body })
    expect(answer.status).toBe(202)
    await receiving.stop()
    const working = await start('here')
    await until(async () => (await working.db.get(Order, order))?.payments === 1)
    await working.stop()
    await database.drop()
  })

  test('what cannot be kept is not acknowledged', async () => {
    const order = await newOrder()
    const delivery = signedWebhook(payments, about(order))
    await onDatabase((client) => client.query('ALTER TABLE lintel.webhook_receipts RENAME TO gone'))
    expect((await toPayments(delivery)).status).toBe(500)
    await onDatabase((client) => client.query('ALTER TABLE lintel.gone RENAME TO webhook_receipts'))
    expect((await toPayments(delivery)).status).toBe(202)
    await app.idle()
    expect(await paid(order)).toBe(1)
  })

  test('what was processed is forgotten after its days, what was not stays', async () => {
    const [done, dead] = [randomUUID(), randomUUID()]
    await app.deliver(payments, { ...about(await newOrder()), id: done })
    await toPayments(byReference('{"type":"payment.succeeded","data":{}}', { id: dead }))
    await app.idle()
    await app.db
      .dangerouslyWithoutPolicies()
      .sql(
        `UPDATE lintel.webhook_receipts SET received_at = now() - interval '31 days' WHERE event_id = ANY($1)`,
        [[done, dead]],
      )
    await app.db.transactionOn((_, executor) => forgetReceipts(executor, { webhook: 'payments', days: 30 }))
    const left = (await receipts('payments')).map(({ event }) => event)
    expect(left).toContain(dead)
    expect(left).not.toContain(done)
  })
})

test('the document tells of it, and asks for no token', async () => {
  const { body } = await app.request('GET /openapi.json')
  const described = body.paths['/v1/webhooks/payments'].post
  expect(described).toMatchObject({ operationId: 'paymentsWebhook', security: [] })
  expect(described.parameters.map(({ name }: { name: string }) => name)).toEqual([
    'webhook-id',
    'webhook-timestamp',
    'webhook-signature',
  ])
  expect(Object.keys(described.responses)).toContain('202')
})
