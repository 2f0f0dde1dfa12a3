/** Clients in operations: what callers are answered, what ends a call, and what a test sees of it. */
import { setTimeout as delay } from 'node:timers/promises'
import { anyone, application, CallFault, CallRefused, call, client, operation, t } from 'lintel'
import { type StubServer, stubServer, type TestApplication, testApplication } from 'lintel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { nobody, secret } from './caller.ts'
import { environment, payments } from './payments.ts'

const paying = {
  environment,
  pay: operation('POST /orders/{order}/pay', {
    summary: 'Pay for an order',
    allow: anyone,
    params: { order: t.uuid() },
    input: { amount: t.decimal(12, 2) },
    output: { charge: t.text() },
    errors: { payment_declined: 402 },
    uses: { payments },
    async run({ payments: bank, params, input, fail }) {
      const charge = await bank.charge(
        { amount: input.amount, customer: params.order },
        { key: params.order },
      )
      if (charge instanceof CallRefused) throw fail('payment_declined')
      return { charge: charge.id }
    },
  }),
  look: operation('GET /charges/{charge}', {
    summary: 'Look at a charge',
    allow: anyone,
    output: { found: t.text() },
    uses: { payments },
    async run({ payments: bank, params }) {
      const found = await bank.find({ charge: params.charge }).catch((error: unknown) => {
        if (error instanceof CallFault && error.kind === 'unreachable') return undefined
        throw error
      })
      return { found: found instanceof CallRefused ? found.code : (found?.id ?? 'not known now') }
    },
  }),
}
const specified = application('paying', { parts: [paying] })
const order = '019aa5a1-0000-7000-8000-000000000001'

let stub: StubServer
let app: TestApplication
/** What the stub does next, instead of what it does by itself. */
let next: Parameters<typeof stubServer<typeof payments>>[1] = {}
let heldUp: Promise<unknown> | undefined

beforeAll(async () => {
  stub = await stubServer(payments, {
    charge: (values, tools) => next.charge?.(values, tools) ?? { id: `for ${values.amount}`, accepted: true },
    find: (values, tools) => next.find?.(values, tools) ?? { id: values.charge, accepted: true, note: null },
    refund: async () => {
      await heldUp
    },
  })
  app = await testApplication(specified, {
    environment: { PAYMENTS_URL: stub.url, PAYMENTS_KEY: secret },
  })
})
afterAll(async () => {
  await app.stop()
  await stub.stop()
})

const pay = (headers: Record<string, string> = {}) => {
  const body = { amount: '12.50' }
  return app.request(`POST /orders/${order}/pay`, { body, headers })
}
const callsSeen = (target = app) => target.observations.filter(({ event }) => event === 'call')

describe('an operation', () => {
  test('gives what the other system gave, which was told the key, the request and its trace', async () => {
    next = {}
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const answer = await pay({ 'x-request-id': 'from-outside', traceparent })
    expect(answer).toMatchObject({ status: 200, body: { data: { charge: 'for 12.50' } } })
    expect(stub.calls().at(-1)).toMatchObject({
      call: 'charge',
      values: { amount: '12.50', customer: order },
      key: order,
      headers: { authorization: `Bearer ${secret}`, 'x-request-id': 'from-outside', traceparent },
    })
    expect(callsSeen().at(-1)).toMatchObject({
      outcome: 'done',
      call: 'charge',
      tries: 1,
      requestId: 'from-outside',
    })
  })

  test('decides what a refusal means', async () => {
    next = { charge: (_values, { refuse }) => refuse('card_declined') }
    expect(await pay()).toBeRefused(402, 'payment_declined')
    next = { charge: (_values, { refuse }) => refuse('card_expired') }
    expect(await pay()).toBeRefused(402, 'payment_declined')
    expect(callsSeen().at(-1)).toMatchObject({ outcome: 'refused', code: 'card_expired', status: 402 })
  })

  test('that catches a fault goes on without', async () => {
    next = { find: (_values, { cut }) => cut() }
    expect(await app.request('GET /charges/c1')).toMatchObject({
      status: 200,
      body: { data: { found: 'not known now' } },
    })
    expect(callsSeen().at(-1)).toMatchObject({ outcome: 'unreachable', tries: 3 })
  })
})

describe('a fault that nobody catches is answered', () => {
  test.each([
    ['503', 503, 'dependency_failed'],
    ['another shape', 200, 'dependency_answer_invalid'],
  ])('after %s: 502', async (_name, status, code) => {
    next = { charge: (_values, { respond }) => respond(status, { body: { hush: 1 } }) }
    const answer = await pay()
    expect(answer).toBeRefused(502, code)
    expect(answer.headers.get('retry-after')).toBeNull()
    expect(answer.text).not.toContain('payments')
    expect(answer.text).not.toContain('hush')
  })

  test('after a connection that broke: 503, to be tried again', async () => {
    next = { charge: (_values, { cut }) => cut() }
    const before = stub.calls('charge').length
    const answer = await pay()
    expect(answer).toBeRefused(503, 'dependency_unreachable')
    expect(answer.headers.get('retry-after')).toBe('1')
    // With a key it was tried three times, with the same one.
    expect(
      stub
        .calls('charge')
        .slice(before)
        .map(({ key }) => key),
    ).toEqual([order, order, order])
    const told = app.observations.findLast(({ event }) => event === 'refused')
    expect(told).toMatchObject({
      code: 'dependency_unreachable',
      reason: { message: expect.stringContaining('payments.charge: ') },
    })
    expect(app.observations.filter(({ event }) => event === 'fault')).toEqual([])
  })
})

describe('a call ends with its request:', () => {
  const slowly = (target: TestApplication, signal?: AbortSignal) =>
    fetch(`${target.url}/charges/c1/refund`, { method: 'POST', ...(signal ? { signal } : {}) })
  const patient = client('patient', {
    baseUrl: () => environment.get('PAYMENTS_URL'),
    auth: { bearer: () => environment.get('PAYMENTS_KEY') },
    timeoutMs: 60_000,
    totalMs: 60_000,
    calls: { refund: call('POST /charges/{charge}/refund') },
  })
  const waiting = application('waiting', {
    parts: [
      {
        environment,
        refund: operation('POST /charges/{charge}/refund', {
          summary: 'Refund it',
          allow: anyone,
          uses: { patient },
          run: ({ patient: bank, params }) => bank.refund({ charge: params.charge }),
        }),
      },
    ],
  })
  const startWaiting = (settings: Record<string, string> = {}) =>
    testApplication(waiting, {
      environment: { PAYMENTS_URL: stub.url, PAYMENTS_KEY: secret, ...settings },
    })

  test('its caller leaves', async () => {
    heldUp = new Promise(() => undefined)
    const waitingApp = await startWaiting()
    const control = new AbortController()
    const before = stub.calls('refund').length
    const request = slowly(waitingApp, control.signal).catch((error: Error) => error.name)
    while (stub.calls('refund').length === before) await delay(10)
    control.abort()
    expect(await request).toBe('AbortError')
    while (callsSeen(waitingApp).length === 0) await delay(10)
    expect(callsSeen(waitingApp)).toMatchObject([{ outcome: 'cancelled', tries: 1 }])
    await waitingApp.stop()
  })

  test('its time is up', async () => {
    heldUp = new Promise(() => undefined)
    const waitingApp = await startWaiting({ REQUEST_TIMEOUT_MS: '300' })
    const startedAt = performance.now()
    expect((await slowly(waitingApp)).status).toBe(503)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    while (callsSeen(waitingApp).length === 0) await delay(10)
    expect(callsSeen(waitingApp)).toMatchObject([
      { outcome: expect.stringMatching(/cancelled|timeout/), tries: 1 },
    ])
    await waitingApp.stop()
  })

  test('the service stops', async () => {
    heldUp = new Promise(() => undefined)
    const waitingApp = await startWaiting({ DRAIN_TIMEOUT_MS: '200' })
    const before = stub.calls('refund').length
    const request = slowly(waitingApp).catch(() => 'cut off')
    while (stub.calls('refund').length === before) await delay(10)
    await waitingApp.stop()
    expect(await request).toBe('cut off')
    expect(callsSeen(waitingApp)).toMatchObject([{ outcome: 'cancelled' }])
  })

  test('a service that stops in order finishes the call first', async () => {
    heldUp = delay(300)
    const waitingApp = await startWaiting()
    const before = stub.calls('refund').length
    const request = slowly(waitingApp)
    while (stub.calls('refund').length === before) await delay(10)
    await waitingApp.stop()
    expect((await request).status).toBe(204)
    expect(callsSeen(waitingApp)).toMatchObject([{ outcome: 'done' }])
  })
})

describe('the configuration', () => {
  const start = (settings: Record<string, string>) => testApplication(specified, { environment: settings })

  test('is refused with every setting that is missing', async () => {
    await expect(start({})).rejects.toThrow(/PAYMENTS_URL is required.*\n.*PAYMENTS_KEY is required/)
  })

  test.each([
    ['https://user:hush@bank.example', /baseUrl of the client payments must have no user and password/],
    ['https://bank.example/?key=hush', /baseUrl of the client payments must have no query/],
  ])('%s is no address of a client', async (PAYMENTS_URL, message) => {
    const error = await start({ PAYMENTS_URL, PAYMENTS_KEY: secret }).catch((thrown: Error) => thrown)
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message).not.toContain('hush')
  })

  test('a secret that no header can hold is refused, and not told', async () => {
    const error = await start({ PAYMENTS_URL: await nobody(), PAYMENTS_KEY: 'hush\u00e9' }).catch(
      (thrown: Error) => thrown,
    )
    expect((error as Error).message).toMatch(
      /auth of the client payments must be of visible ASCII characters/,
    )
    expect((error as Error).message).not.toContain('hush')
  })
})

test('the model has clients as plain data, without what the environment says', () => {
  const model = JSON.parse(JSON.stringify(specified.model))
  expect(model.operations.pay.uses).toEqual(['payments'])
  expect(model.clients.payments).toMatchObject({
    name: 'payments',
    auth: { kind: 'bearer' },
    bulkhead: { calls: 20, queue: 0 },
    breaker: { failures: 0.5, minimumTries: 100, windowMs: 10_000, openMs: 5_000 },
    calls: {
      charge: {
        method: 'POST',
        path: '/charges',
        keyHeader: 'idempotency-key',
        errors: {
          card_expired: { status: 402, when: { pointer: '/error/code', value: 'expired' } },
          card_declined: { status: 402 },
        },
      },
    },
  })
  expect(model.clients.payments.baseUrl).toBeUndefined()
})
