/** Events between two applications over a real broker: told by one, taken once and in order by the other. */
import { randomUUID } from 'node:crypto'
import { anyone, application, call, client, entity, event, grant, job, operation, t } from 'lintel'
import { type TestApplication, testApplication } from 'lintel/testing'
import { Connection } from 'rabbitmq-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../work/until.ts'

const brokerUrl = 'amqp://guest:guest@127.0.0.1:5672'
const run = randomUUID().slice(0, 8)
const billingName = `billing-${run}`
const shopName = `shop-${run}`

const data = { invoice: t.text(), number: t.integer() }
const invoicePaid = event('invoice.paid', { data, orderedBy: 'invoice', publish: true })
const pay = operation('POST /payments', {
  summary: 'Pay',
  allow: anyone,
  input: { invoice: t.text(), number: t.integer(), fails: t.boolean().default(false) },
  run: ({ input: { fails, ...input }, db }) =>
    db.transaction(async (tx) => {
      await tx.emit(invoicePaid, input)
      if (fails) throw new Error('Nothing of it.')
    }),
})
const billingApplication = application(billingName, { parts: [{ invoicePaid, pay }] })

const Entry = entity('entry', { invoice: t.text(), number: t.integer(), trace: t.text() })
const foreign = event('invoice.paid', { data, orderedBy: 'invoice', from: billingName })
const ledger = client('ledger', { baseUrl: 'http://127.0.0.1:9', calls: { note: call('POST /notes') } })
const book = job('book', {
  on: foreign,
  uses: { ledger },
  grants: [grant(Entry, 'create')],
  run: ({ input, job, finish }) =>
    finish((tx) => tx.insert(Entry, { ...input, trace: job.traceparent ?? 'none' })),
})
const shopApplication = application(shopName, { parts: [{ Entry, book }] })

let billing: TestApplication
let shop: TestApplication

beforeAll(async () => {
  const environment = { BROKER_URL: brokerUrl, JOB_LEASE_MS: '2000' }
  shop = await testApplication(shopApplication, { environment })
  billing = await testApplication(billingApplication, { environment })
  await until(async () => {
    // The queue is there once somebody has read.
    await billing.request('POST /payments', { body: { invoice: 'first', number: 0 } })
    return (await shop.db.count(Entry)) > 0
  })
})
afterAll(async () => {
  await Promise.all([billing?.stop(), shop?.stop()])
  const connection = new Connection(brokerUrl)
  await connection.queueDelete(`lintel.${shopName}.${billingName}.invoice.paid`)
  await connection.close()
})

async function publish(body: string): Promise<void> {
  const connection = new Connection(brokerUrl)
  const publisher = connection.createPublisher({ confirm: true })
  const routingKey = `${billingName}.invoice.paid`
  await publisher.send({ exchange: 'lintel.events', routingKey, durable: true }, Buffer.from(body))
  await publisher.close()
  await connection.close()
}

const refusals = () =>
  shop.db
    .dangerouslyWithoutPolicies()
    .sql<{ reason: string }>('SELECT reason FROM lintel.refused_messages ORDER BY received_at')

test('an event reaches the other application, in the trace of the request, and leaves the outbox', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await billing.request('POST /payments', {
    body: { invoice: 'traced', number: 1 },
    headers: { traceparent },
  })
  await until(async () => (await shop.db.count(Entry, { invoice: 'traced' })) === 1)
  expect(await shop.db.get(Entry, { invoice: 'traced' })).toMatchObject({ number: 1, trace: traceparent })
  await until(async () => (await billing.published(invoicePaid)).length === 0)
})

test('what is rolled back is not told', async () => {
  await billing.request('POST /payments', { body: { invoice: 'undone', number: 1, fails: true } })
  await billing.request('POST /payments', { body: { invoice: 'done', number: 1 } })
  await until(async () => (await shop.db.count(Entry, { invoice: 'done' })) === 1)
  expect(await shop.db.count(Entry, { invoice: 'undone' })).toBe(0)
})

test('each is taken once, in order, while both databases lose their connections', async () => {
  const count = 60
  const cutting = (async () => {
    for (let times = 0; times < 4; times++) {
      await Promise.all([shop.cutConnections(), billing.cutConnections()])
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  })()
  for (let number = 0; number < count; number++) {
    await until(async () => {
      const { status } = await billing.request('POST /payments', {
        body: { invoice: `i${number % 2}`, number },
      })
      return status === 204
    })
  }
  await cutting
  const rows = async () => {
    const found = await shop.db.find(Entry, {
      where: { invoice: { in: ['i0', 'i1'] } },
      orderBy: ['createdAt', 'id'],
    })
    return found.map(({ invoice, number }) => ({ invoice, number }))
  }
  await until(async () => (await rows().catch(() => [])).length >= count)
  for (const invoice of ['i0', 'i1']) {
    const numbers = (await rows()).filter((row) => row.invoice === invoice).map(({ number }) => number)
    // A request whose answer was cut off may have been kept, and was sent again.
    const first = [...new Set(numbers)]
    expect(first).toEqual(first.toSorted((one, other) => one - other))
    expect(first).toHaveLength(count / 2)
  }
})

test('a message that is no event is kept with the reason, and holds up nothing', async () => {
  const paid = { specversion: '1.0', id: randomUUID(), source: 'x', type: 'invoice.paid' }
  await publish('no JSON {')
  await publish(JSON.stringify({ ...paid, data: { invoice: 'secret-name', number: 'many' } }))
  await publish(JSON.stringify({ ...paid, id: 'nul \u0000', data: { invoice: 'n', number: 1 } }))
  await publish(
    JSON.stringify({ ...paid, id: 'not a uuid', data: { invoice: 'other', number: 1, more: true } }),
  )
  await until(async () => (await shop.db.count(Entry, { invoice: 'other' })) === 1)
  await until(async () => (await refusals()).length === 3)
  const reasons = (await refusals()).map(({ reason }) => reason)
  expect(reasons[0]).toBe('It is no JSON object.')
  expect(reasons[1]).toMatch('/number')
  expect(reasons[1]).not.toMatch('secret-name')
  expect(reasons[2]).toBe('It holds what PostgreSQL cannot store.')
})

test('the same message twice has one effect', async () => {
  const body = JSON.stringify({
    ...{ specversion: '1.0', id: randomUUID(), source: 'x', type: 'invoice.paid' },
    data: { invoice: 'twice', number: 1 },
  })
  await publish(body)
  await publish(body)
  await publish(body.replaceAll('twice', 'after').replace(/"id":"[^"]*"/, `"id":"${randomUUID()}"`))
  await until(async () => (await shop.db.count(Entry, { invoice: 'after' })) === 1)
  expect(await shop.db.count(Entry, { invoice: 'twice' })).toBe(1)
})
