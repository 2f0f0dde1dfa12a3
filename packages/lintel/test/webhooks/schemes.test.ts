/** What proves a delivery: the schemes of well-known senders, by their own published examples, and functions. */
import { createHmac } from 'node:crypto'
import { application, githubSignature, hmac, standardWebhooks, stripeSignature, t, webhook } from 'lintel'
import { signedWebhook, testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyHmac } from '../../src/access/webhooks/plain-hmac.ts'
import { keyOf, signatureHeader } from '../../src/access/webhooks/standard-signature.ts'

const seen: object[] = []
const keep = ({ event: { id, type, data } }: { event: { id: string; type: string; data: unknown } }) => {
  seen.push({ id, type, data })
}
const stripeSecret = 'whsec_of-stripe-is-text'
const stripe = webhook('stripe', {
  verify: stripeSignature(() => [stripeSecret, 'a former secret of it']),
  events: { 'charge.succeeded': { amount: t.integer() } },
  run: keep,
})
const github = webhook('github', {
  verify: githubSignature(() => "It's a Secret to Everybody"),
  events: { push: { ref: t.text() } },
  run: keep,
})
const bills = webhook('bills', {
  verify: hmac({
    secret: () => 'a secret of the biller',
    header: 'X-Signature',
    algorithm: 'sha512',
    encoding: 'base64',
    id: { pointer: '/event/id' },
    type: { pointer: '/event/type' },
    data: '/event/body',
  }),
  events: { billed: { cents: t.integer() } },
  run: keep,
})
const own = webhook('own', {
  verify({ body, header }) {
    if (header('x-password') === 'breaks') throw new Error('A fault of its own.')
    if (header('x-password') !== 'open sesame') return undefined
    const { number } = JSON.parse(Buffer.from(body).toString())
    return { id: `n-${number}`, type: 'counted', data: { number } }
  },
  events: { counted: { number: t.integer() } },
  run: keep,
})
const app = await testApplication(application('schemes', { parts: [{ stripe, github, bills, own }] }))
afterAll(() => app.stop())
beforeEach(() => {
  seen.length = 0
})

test('Standard Webhooks: its published example', () => {
  const key = keyOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
  const header = signatureHeader([key ?? Buffer.alloc(0)], {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    body: Buffer.from('{"test": 2432232314}'),
  })
  expect(header).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('GitHub: its published example', () => {
  const scheme = githubSignature(() => '')
  const given = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
  const verify = (body: string) => {
    const delivery = { body: Buffer.from(body), header: () => given }
    verifyHmac(delivery, scheme as Extract<typeof scheme, { kind: 'hmac' }>, ["It's a Secret to Everybody"])
  }
  expect(() => verify('Hello, World!')).not.toThrow()
  expect(() => verify('Hello, World?')).toThrow('Its signature is not right.')
})

describe('Stripe', () => {
  const body = JSON.stringify({ id: 'evt_1', type: 'charge.succeeded', data: { object: { amount: 5 } } })
  const v1 = (secret: string, at: number) =>
    createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  const send = (signature: string) =>
    app.request('POST /webhooks/stripe', { body, headers: { 'stripe-signature': signature } })
  const now = () => Math.floor(Date.now() / 1000)

  test('signs time and body, in several schemes and with several secrets', async () => {
    const at = now()
    const answer = await send(`t=${at},v1=${v1('someone else', at)},v1=${v1(stripeSecret, at)},v0=6ffbb5`)
    await app.idle()
    expect(answer.status).toBe(202)
    expect(seen).toEqual([{ id: 'evt_1', type: 'charge.succeeded', data: { amount: 5 } }])
  })

  test.each([
    ['', 'nothing'],
    [`v1=${v1(stripeSecret, 1)}`, 'no time'],
    [`t=1,v1=${v1(stripeSecret, 1)}`, 'an old time'],
    [`t=${now()},v1=${v1(stripeSecret, now() - 1)}`, 'the time of another'],
    [`t=${now()},v0=${v1(stripeSecret, now())}`, 'a scheme for tests'],
  ])('refuses %s: %s', async (signature) => {
    expect((await send(signature)).status).toBe(401)
  })
})

test.each([
  ['stripe', stripe, { type: 'charge.succeeded', data: { amount: 7 } }],
  ['github', github, { type: 'push', data: { ref: 'main' } }],
  ['bills', bills, { type: 'billed', data: { cents: 7 } }],
] as const)('what is signed for %s is taken, and what is changed is not', async (name, declared, event) => {
  const delivery = signedWebhook(declared as typeof bills, event as never)
  expect((await app.request(`POST /webhooks/${name}`, delivery)).status).toBe(202)
  const changed = { ...delivery, body: delivery.body.replace(/7|main/, '8') }
  expect((await app.request(`POST /webhooks/${name}`, changed)).status).toBe(401)
  await app.idle()
  expect(seen).toEqual([expect.objectContaining({ type: event.type, data: event.data })])
})

test('a proven delivery without an id is refused, as it cannot be known again', async () => {
  const scheme = { type: 'billed', data: { cents: 1 }, id: '' } as const
  const answer = await app.request('POST /webhooks/bills', signedWebhook(bills, scheme))
  expect([answer.status, answer.body.error.code]).toEqual([422, 'webhook_without_id'])
})

test('a function decides, and gives what is processed', async () => {
  const send = (password: string) =>
    app.request('POST /webhooks/own', { body: { number: 3 }, headers: { 'x-password': password } })
  expect([await send('open sesame'), await send('sesame')].map(({ status }) => status)).toEqual([202, 401])
  expect((await send('breaks')).status).toBe(500)
  await app.idle()
  expect(seen).toEqual([{ id: 'n-3', type: 'counted', data: { number: 3 } }])
})

test.each([
  ['is empty', standardWebhooks(() => '')],
  ['is no base64', standardWebhooks(() => 'whsec_?')],
  ['is short', standardWebhooks(() => 'whsec_c2hvcnQ=')],
  ['is missing', standardWebhooks(() => [])],
  ['can be guessed', stripeSignature(() => 'secret')],
])('a start is refused where the secret %s', async (_, verify) => {
  const declared = webhook('payments', { verify, events: { paid: {} }, run: () => undefined })
  const start = testApplication(application('refused', { parts: [{ declared }] }))
  await expect(start).rejects.toThrow('The secret of the webhook payments')
})

test.each([
  [{ name: 'Payments' }, 'A webhook is called "Payments".'],
  [{ path: 'hooks' }, 'does not begin with a slash'],
  [{ path: '/hooks/{id}' }, 'The path of the webhook payments is "/hooks/{id}".'],
  [{ events: {} }, 'The webhook payments takes no event.'],
  [{ orderedBy: 'order.id' }, 'looks at "order.id", which is no JSON Pointer'],
  [{ keepDays: 0 }, 'keepDays of the webhook payments is 0.'],
  [{ verify: standardWebhooks(() => '', { toleranceSeconds: 0 }) }, 'toleranceSeconds of the webhook'],
])('a specification with %o is refused', ({
  name = 'payments',
  ...options
}: Record<string, unknown>, message) => {
  const verify = standardWebhooks(() => '')
  const declared = webhook(name as string, {
    ...{ verify, events: { paid: {} }, run: () => undefined },
    ...options,
  })
  expect(() => application('refused', { parts: [{ declared }] })).toThrow(message)
})

test('two webhooks of one name or one path are refused', () => {
  const make = (name: string, path = '/hooks') =>
    webhook(name, {
      ...{ verify: standardWebhooks(() => ''), events: { paid: {} }, path },
      run: () => undefined,
    })
  expect(() => application('two', { parts: [[make('a'), make('b')]] })).toThrow('so does the webhook a')
  expect(() => application('two', { parts: [[make('a'), make('a', '/b')]] })).toThrow('A second webhook')
})
