/** Outgoing webhooks: told to whoever may know, signed, tried for days, and never anywhere but out. */
import {
  anyone,
  application,
  entity,
  event,
  grant,
  identity,
  job,
  operation,
  owner,
  policy,
  role,
  t,
  webhooks,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../work/until.ts'
import { Receiver, verifiedBy } from './receiver.ts'

const User = entity('user', { name: t.text(), role: t.enum('partner', 'visitor') })
const accounts = identity(User, { role: 'role' })
const Order = entity('order', { customer: t.ref(() => User) })
const orders = policy(Order, { read: owner('customer') })
const orderPlaced = event('order.placed', { data: { order: t.ref(() => Order), total: t.decimal(12, 2) } })
const holiday = event('holiday', { data: { day: t.date() } })
const partnerHooks = webhooks(User, {
  events: [orderPlaced],
  announcements: [holiday],
  manage: role('partner'),
  perOwner: 50,
})
const told: string[] = []
const parts = {
  ...{ User, accounts, Order, orders, orderPlaced, holiday, partnerHooks },
  tellOwner: job('tell-owner', {
    on: partnerHooks.disabled,
    run: ({ input }) => {
      told.push(input.subscription)
    },
  }),
  place: operation('POST /orders', {
    summary: 'Place an order',
    allow: anyone,
    input: { customer: t.ref(() => User), fails: t.boolean().default(false) },
    output: { order: t.uuid() },
    grants: [grant(Order, 'create'), grant(User, 'read')],
    run: ({ input, db }) =>
      db.transaction(async (tx) => {
        const { id: order } = await tx.insert(Order, { customer: input.customer })
        await tx.emit(orderPlaced, { order, total: '12.50' })
        if (input.fails) throw new Error('Nothing of it.')
        return { order }
      }),
  }),
  announce: operation('POST /holidays', {
    summary: 'Announce a holiday',
    allow: anyone,
    run: async ({ db }) => {
      await db.transaction((tx) => tx.emit(holiday, { day: '2026-12-24' }))
    },
  }),
}

const receiver = await new Receiver().start()
const app = await testApplication(application('shop', { parts: [parts] }), {
  environment: { WEBHOOKS_ALLOW_ADDRESSES: '127.0.0.1' },
})
afterAll(async () => {
  await app.stop()
  receiver.stop()
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.answer = () => 204
})

type Person = { readonly id: string; readonly roles: readonly string[] }
const person = async (name: string, kind: 'partner' | 'visitor' = 'partner'): Promise<Person> => {
  const { id } = await app.db.insert(User, { name, role: kind })
  return { id, roles: [kind] }
}
let paths = 0
async function subscribed(as: Person, events: readonly string[] = ['order.placed']) {
  const path = `/hook-${++paths}`
  const answer = await app.request('POST /webhook-subscriptions', {
    as,
    body: { url: receiver.url(path), events },
  })
  expect(answer.status, answer.text).toBe(201)
  return { ...(answer.body.data as { readonly id: string; readonly secret: string }), path, as }
}
const place = async ({ id }: Person) =>
  (await app.request('POST /orders', { body: { customer: id } })).body.data.order as string
const deliveriesOf = async ({ id, as }: { id: string; as: Person }) =>
  (await app.request(`GET /webhook-deliveries?subscription=${id}`, { as })).body.data
const subscriptionOf = async ({ id, as }: { id: string; as: Person }) =>
  (await app.request(`GET /webhook-subscriptions/${id}`, { as })).body.data
const sql = (text: string, values: readonly unknown[] = []) =>
  app.db.dangerouslyWithoutPolicies().sql(text, values)
/** The clock of the queue goes on to the next try: a test does not wait for hours. */
const nextTry = async () => {
  await sql(`UPDATE lintel.jobs SET run_at = now() WHERE job = 'webhook-delivery' AND worker IS NULL`)
  await sql(`SELECT pg_notify('lintel_jobs_due', '')`)
  await app.idle()
}

describe('a subscriber', () => {
  test('is told in Standard Webhooks, as the reference implementation verifies', async () => {
    const hook = await subscribed(await person('Ada'))
    const order = await place(hook.as)
    await app.idle()
    const [delivery, ...more] = receiver.at(hook.path)
    expect(more).toEqual([])
    expect(verifiedBy(hook.secret, delivery!)).toEqual({
      type: 'order.placed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      data: { order, total: '12.50' },
    })
    const [row] = await deliveriesOf(hook)
    expect(delivery?.headers['webhook-id']).toBe(`msg_${row.id}`)
    expect(row).toMatchObject({ status: 'delivered', attempts: 1, responseStatus: 204, error: null })
  })

  test('is told of what it may read, and of nothing else', async () => {
    const [mine, other] = [await subscribed(await person('Mia')), await subscribed(await person('Otto'))]
    await place(mine.as)
    await app.idle()
    expect(receiver.at(mine.path)).toHaveLength(1)
    expect(receiver.at(other.path)).toEqual([])
    expect((await deliveriesOf(other))[0]).toMatchObject({ status: 'withheld', attempts: 0 })
  })

  test('is not told of what it could read when it happened, and cannot any more', async () => {
    const hook = await subscribed(await person('Eve'))
    receiver.answer = () => 500
    const order = await place(hook.as)
    await app.idle()
    await app.db.update(Order, order, { customer: (await person('Otto')).id })
    await nextTry()
    expect(receiver.at(hook.path)).toHaveLength(1)
    expect((await deliveriesOf(hook))[0]).toMatchObject({ status: 'withheld' })
  })

  test('is told of announcements, whoever it is, where it asks for them', async () => {
    const hooks = [
      await subscribed(await person('Ann'), ['holiday']),
      await subscribed(await person('Bob'), ['holiday', 'order.placed']),
      await subscribed(await person('Cid')),
    ]
    await app.request('POST /holidays')
    await app.idle()
    expect(hooks.map(({ path }) => receiver.at(path).length)).toEqual([1, 1, 0])
  })

  test('is not told of what was rolled back', async () => {
    const hook = await subscribed(await person('Rolf'))
    await app.request('POST /orders', { body: { customer: hook.as.id, fails: true } })
    await app.idle()
    expect(receiver.at(hook.path)).toEqual([])
  })

  test('has a test sent, changes what it wants, and leaves', async () => {
    const hook = await subscribed(await person('Tess'))
    const { id, as } = hook
    expect((await app.request(`POST /webhook-subscriptions/${id}/test`, { as })).status).toBe(202)
    await app.idle()
    expect(verifiedBy(hook.secret, receiver.at(hook.path)[0]!)).toMatchObject({ type: 'webhook.test' })
    const change = { as, body: { events: ['holiday'] } }
    expect((await app.request(`PATCH /webhook-subscriptions/${id}`, change)).status).toBe(200)
    await place(as)
    await app.idle()
    expect(receiver.at(hook.path)).toHaveLength(1)
    expect((await app.request(`DELETE /webhook-subscriptions/${id}`, { as })).status).toBe(204)
    expect(await deliveriesOf(hook)).toEqual([])
  })
})

describe('what others may do', () => {
  test('a subscription is its owner’s alone', async () => {
    const [hook, other] = [await subscribed(await person('Own')), await person('Other')]
    const asOther = (route: string, body?: object) =>
      app.request(route, { as: other, ...(body ? { body } : {}) })
    const path = `/webhook-subscriptions/${hook.id}`
    const [delivery] = [await app.request(`POST ${path}/test`, { as: hook.as })]
    await app.idle()
    const answers = [
      await asOther(`GET ${path}`),
      await asOther(`PATCH ${path}`, { events: ['holiday'] }),
      await asOther(`DELETE ${path}`),
      await asOther(`POST ${path}/rotate-secret`),
      await asOther(`POST ${path}/enable`),
      await asOther(`POST ${path}/test`),
      await asOther(`POST ${path}/redeliver`, { since: '2020-01-01T00:00:00Z' }),
      await asOther(`POST /webhook-deliveries/${delivery?.body.data.delivery}/redeliver`),
      await asOther(`GET /webhook-deliveries/${delivery?.body.data.delivery}`),
    ]
    expect(answers.map(({ status }) => status)).toEqual(Array(answers.length).fill(404))
    expect((await asOther('GET /webhook-subscriptions')).body.data).toEqual([])
  })

  test.each([
    ['nobody', undefined, 401],
    ['a visitor', 'visitor', 403],
  ] as const)('%s may not subscribe', async (_, kind, status) => {
    const as = kind ? { as: await person('V', kind) } : {}
    const body = { url: receiver.url('/'), events: ['order.placed'] }
    expect((await app.request('POST /webhook-subscriptions', { ...as, body })).status).toBe(status)
  })

  test('no answer has a secret but the one that made it, and the database has none', async () => {
    const hook = await subscribed(await person('Sly'))
    const read = await app.request(`GET /webhook-subscriptions/${hook.id}`, { as: hook.as })
    expect(read.text).not.toMatch(/secret/i)
    const rows = JSON.stringify(await sql('SELECT * FROM webhook_subscriptions WHERE id = $1', [hook.id]))
    expect(rows).not.toContain(hook.secret.slice(6))
    const logged = JSON.stringify(app.observations)
    expect(logged).not.toContain(hook.secret.slice(6))
  })

  test.each([
    ['http://10.0.0.1/', 'is not of the public internet'],
    ['http://169.254.169.254/latest/meta-data', 'is not of the public internet'],
    ['http://2130706434/', 'is not of the public internet'],
    ['http://[::1]:9999/', 'is not of the public internet'],
    ['https://user:secret@partner.com/', 'a user or a password'],
    ['http://nowhere.invalid/', 'leads nowhere'],
  ])('nobody subscribes with %s', async (url, reason) => {
    const as = await person('Mallory')
    const answer = await app.request('POST /webhook-subscriptions', {
      as,
      body: { url, events: ['order.placed'] },
    })
    expect([answer.status, answer.body.error.code]).toEqual([422, 'webhook_url_refused'])
    expect(answer.body.error.message).toContain(reason)
  })

  test('an address that is changed afterwards is refused at every try', async () => {
    const hook = await subscribed(await person('Mallory'))
    const change = { as: hook.as, body: { url: 'http://169.254.169.254/' } }
    expect((await app.request(`PATCH /webhook-subscriptions/${hook.id}`, change)).status).toBe(200)
    await place(hook.as)
    await app.idle()
    expect((await deliveriesOf(hook))[0]).toMatchObject({
      status: 'waiting',
      attempts: 1,
      responseStatus: null,
      error: '169.254.169.254 is not of the public internet.',
    })
  })

  test('there is an end to subscriptions, and no event that is not declared', async () => {
    const as = await person('Max')
    const subscribe = (events: readonly string[]) =>
      app.request('POST /webhook-subscriptions', { as, body: { url: receiver.url('/'), events } })
    expect((await subscribe(['order.eaten'])).body.error.code).toBe('webhook_event_unknown')
    for (let count = 0; count < 50; count++) await subscribe(['holiday'])
    expect((await subscribe(['holiday'])).body.error.code).toBe('too_many_subscriptions')
  })
})

describe('a secret that is replaced', () => {
  test('signs beside the new one for a while, and then no more', async () => {
    const hook = await subscribed(await person('Rota'))
    const { body } = await app.request(`POST /webhook-subscriptions/${hook.id}/rotate-secret`, {
      as: hook.as,
    })
    await place(hook.as)
    await app.idle()
    const [both] = receiver.at(hook.path)
    expect(verifiedBy(hook.secret, both!)).toMatchObject({ type: 'order.placed' })
    expect(verifiedBy(body.data.secret, both!)).toMatchObject({ type: 'order.placed' })
    await sql(`UPDATE webhook_subscriptions SET former_signing_until = now() WHERE id = $1`, [hook.id])
    await place(hook.as)
    await app.idle()
    const [, one] = receiver.at(hook.path)
    expect(() => verifiedBy(hook.secret, one!)).toThrow('No matching signature')
    expect(verifiedBy(body.data.secret, one!)).toMatchObject({ type: 'order.placed' })
  })
})

describe('a receiver that fails', () => {
  test('for a simulated day loses nothing: each event comes in the end, under the id of its first try', async () => {
    const hook = await subscribed(await person('Dora'))
    receiver.answer = () => 503
    const placed = await Promise.all(Array.from({ length: 10 }, () => place(hook.as)))
    await app.idle()
    const begun = Date.now()
    let clock = begun
    // Down for more than a day, by the moments that the deliveries themselves name.
    while (clock - begun < 24 * 3_600_000) {
      const rows = await deliveriesOf(hook)
      const waits = rows.map((row: { nextAttemptAt: string }) => Date.parse(row.nextAttemptAt) - Date.now())
      clock += Math.max(...waits)
      await nextTry()
    }
    expect(receiver.at(hook.path).length).toBeGreaterThan(10 * 6)
    receiver.answer = () => 204
    receiver.received.length = 0
    await nextTry()
    const ids = receiver.at(hook.path).map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(10)
    expect(ids).toHaveLength(10)
    const orders = receiver.at(hook.path).map((each) => {
      const { data } = verifiedBy(hook.secret, each) as { readonly data: { readonly order: string } }
      return data.order
    })
    expect(orders.toSorted()).toEqual(placed.toSorted())
    expect((await deliveriesOf(hook)).map(({ status }: { status: string }) => status)).toEqual(
      Array(10).fill('delivered'),
    )
    expect(await subscriptionOf(hook)).toMatchObject({ status: 'active', failingSince: null })
  })

  test('is tried ten times; then the delivery has failed, and is redelivered when asked for', async () => {
    const hook = await subscribed(await person('Finn'))
    receiver.answer = () => 500
    const order = await place(hook.as)
    await app.idle()
    for (let tries = 1; tries < 10; tries++) await nextTry()
    await nextTry()
    expect(receiver.at(hook.path)).toHaveLength(10)
    const [row] = await deliveriesOf(hook)
    expect(row).toMatchObject({ status: 'failed', attempts: 10, error: 'It answered 500.' })
    receiver.answer = () => 200
    const again = await app.request(`POST /webhook-deliveries/${row.id}/redeliver`, { as: hook.as })
    expect(again.status).toBe(202)
    await app.idle()
    const last = receiver.at(hook.path).at(-1)
    expect(last?.headers['webhook-id']).toBe(`msg_${row.id}`)
    expect(verifiedBy(hook.secret, last!)).toMatchObject({ data: { order } })
    expect((await deliveriesOf(hook))[0]).toMatchObject({ status: 'delivered', attempts: 1 })
  })

  test('with 410 is asked no more; enabled again, it has what failed meanwhile', async () => {
    const hook = await subscribed(await person('Gina'))
    receiver.answer = () => 410
    const orders = [await place(hook.as)]
    await app.idle()
    expect(await subscriptionOf(hook)).toMatchObject({
      status: 'disabled',
      reason: expect.stringContaining('410'),
    })
    expect(told).toContain(hook.id)
    receiver.answer = () => 204
    // Nothing is made for a subscription that is disabled, and what was on its way is kept.
    await app.request(`POST /webhook-subscriptions/${hook.id}/enable`, { as: hook.as })
    orders.push(await place(hook.as))
    const since = new Date(Date.now() - 60_000).toISOString()
    const answer = await app.request(`POST /webhook-subscriptions/${hook.id}/redeliver`, {
      as: hook.as,
      body: { since },
    })
    expect([answer.status, answer.body.data]).toEqual([202, { deliveries: 1 }])
    await app.idle()
    const got = receiver
      .at(hook.path)
      .slice(1)
      .map(({ body }) => JSON.parse(body).data.order)
    expect(got.toSorted()).toEqual(orders.toSorted())
  })

  test('for days with nothing but failures is disabled, and its owner is told', async () => {
    const hook = await subscribed(await person('Dave'))
    receiver.answer = () => 500
    await place(hook.as)
    await app.idle()
    await sql(
      `UPDATE webhook_subscriptions SET failing_since = now() - interval '5 days 1 minute' WHERE id = $1`,
      [hook.id],
    )
    await nextTry()
    expect(await subscriptionOf(hook)).toMatchObject({
      status: 'disabled',
      reason: 'Every try has failed for 5 days.',
    })
    await until(() => told.includes(hook.id))
  })

  test('with Retry-After is asked no sooner', async () => {
    const hook = await subscribed(await person('Rita'))
    receiver.answer = (_, response) => {
      response.writeHead(429, { 'retry-after': '7200' }).end()
      return undefined
    }
    await place(hook.as)
    await app.idle()
    const [{ nextAttemptAt }] = await deliveriesOf(hook)
    expect(Date.parse(nextAttemptAt) - Date.now()).toBeGreaterThan(7_100_000)
  })

  test('with a redirect has failed: it is not followed', async () => {
    const hook = await subscribed(await person('Moe'))
    receiver.answer = (_, response) => {
      response.writeHead(307, { location: receiver.url('/elsewhere') }).end()
      return undefined
    }
    await place(hook.as)
    await app.idle()
    expect(receiver.at('/elsewhere')).toEqual([])
    expect((await deliveriesOf(hook))[0].error).toBe('It answered 307, a redirect, which is not followed.')
  })

  test('by not answering holds up no other receiver', async () => {
    const slow = await new Receiver().start()
    const held: { end(): void }[] = []
    slow.answer = (_, response) => {
      held.push(response)
      return undefined
    }
    const as = await person('Slow')
    const body = { url: slow.url('/'), events: ['order.placed'] }
    await app.request('POST /webhook-subscriptions', { as, body })
    const hook = await subscribed(as)
    for (let count = 0; count < 60; count++) await place(as)
    await until(() => receiver.at(hook.path).length === 60)
    expect(slow.received.length).toBeLessThanOrEqual(5)
    slow.answer = () => 204
    for (const response of held) response.end()
    await app.idle()
    expect(new Set(slow.received.map(({ headers }) => headers['webhook-id'])).size).toBe(60)
    slow.stop()
  })

  test('that is away is tried again', async () => {
    const away = await new Receiver().start()
    const url = away.url('/')
    away.stop()
    const as = await person('Away')
    const made = await app.request('POST /webhook-subscriptions', {
      as,
      body: { url, events: ['order.placed'] },
    })
    await place(as)
    await app.idle()
    const [row] = await deliveriesOf({ id: made.body.data.id, as })
    expect(row).toMatchObject({
      status: 'waiting',
      attempts: 1,
      error: 'The connection failed: ECONNREFUSED.',
    })
  })
})
