/** While developing, a denied request is told with the rule that denied it; the answer is the same to the byte. */
import {
  allOf,
  application,
  entity,
  identity,
  not,
  operation,
  owner,
  policy,
  resource,
  role,
  signedIn,
  t,
  where,
} from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Service, startService } from '../../src/service/service.ts'
import type { Mode } from '../../src/service/settings.ts'
import type { Observation } from '../../src/spec/observation.ts'

const User = entity('user', { name: t.string().personal() })
const Order = entity('order', {
  customer: t.ref(() => User),
  status: t.enum('open', 'closed').default('open'),
  note: t.string().optional(),
  cost: t.integer().default(0),
})
const declared = application('shop', {
  parts: [
    {
      User,
      Order,
      accounts: identity(User),
      users: policy(User, { read: signedIn }),
      orders: resource(Order, {
        read: [owner('customer'), role('support')],
        create: owner('customer'),
        update: allOf(owner('customer'), not(where('status', 'eq', 'closed'))),
        delete: role('support'),
        fields: { cost: { read: role('support'), write: role('support') } },
        filter: ['cost'],
      }),
      close: operation('POST /orders/{order}/close', {
        summary: 'Close',
        allow: role('support'),
        params: { order: t.ref(() => Order) },
        run: () => undefined,
      }),
      lost: operation('GET /lost', {
        summary: 'A refusal of its own',
        allow: signedIn,
        errors: { lost: 404 },
        run: ({ fail }) => {
          throw fail('lost')
        },
      }),
    },
  ],
})

const app = await testApplication(declared)
const ada = await app.db.insert(User, { name: 'Confidential Ada' })
const bob = await app.db.insert(User, { name: 'Bob' })
const closed = (await app.db.insert(Order, { customer: ada.id, status: 'closed' })).id
const open = (await app.db.insert(Order, { customer: ada.id })).id

const heard: Record<'development' | 'production', Observation[]> = { development: [], production: [] }
let development: Service
let production: Service

const serve = (mode: Mode & keyof typeof heard) =>
  startService({
    application: declared,
    project: { directory: process.cwd() },
    mode,
    environment: {
      TOKEN_SECRET: 'a secret for tests, long enough to sign with',
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: app.connectionString,
    },
    schema: 'trust',
    seed: false,
    observe: () => (observation) => heard[mode].push(observation),
  })
beforeAll(async () => {
  development = await serve('development')
  production = await serve('production')
})
afterAll(async () => {
  await development.stop()
  await production.stop()
  await app.stop()
})

interface Asking {
  readonly as?: {
    readonly id: string
    readonly roles?: readonly string[]
    readonly scopes?: readonly string[]
  }
  readonly body?: object
}

async function ask(service: Service, route: string, { as, body }: Asking): Promise<string> {
  const [method = 'GET', path = '/'] = route.split(' ')
  const answer = await fetch(`${service.url}${path}`, {
    method,
    headers: {
      'x-request-id': 'the-same-for-both',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(as ? { authorization: `Bearer ${await app.tokenFor(as)}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const headers = [...answer.headers].filter(([name]) => name !== 'date')
  return JSON.stringify([answer.status, headers, await answer.text()])
}

/** What the developer hears of a request, once its answer was found to be the one of production. */
async function denialsOf(route: string, asking: Asking = {}) {
  heard.development.length = 0
  heard.production.length = 0
  const answer = await ask(development, route, asking)
  expect(answer).toBe(await ask(production, route, asking))
  expect(heard.production.filter(({ event }) => event === 'denied')).toEqual([])
  const denials = heard.development.flatMap((each) => (each.event === 'denied' ? [each] : []))
  expect(JSON.stringify(denials)).not.toContain('Confidential')
  for (const { reason, command } of denials) {
    expect(answer).not.toContain(reason)
    expect(answer).not.toContain(command)
  }
  return denials
}

test('whom a rule does not let in hears nothing; the developer hears the rule and the caller', async () => {
  expect(await denialsOf(`DELETE /orders/${open}`, { as: ada })).toEqual([
    {
      event: 'denied',
      requestId: 'the-same-for-both',
      status: 403,
      method: 'DELETE',
      route: '/orders/{id}',
      reason: 'delete of orders is for the role support',
      caller: 'signed in without a role',
      command: `lintel access explain --as user:${ada.id} --operation "DELETE /orders/{id}" --row ${open}`,
    },
  ])
  expect(await denialsOf('GET /orders')).toMatchObject([
    {
      status: 401,
      reason: 'read of orders is for the owner (customer), or the role support',
      caller: 'not signed in',
      command: 'lintel access explain --as anonymous --operation "GET /orders"',
    },
  ])
  expect(
    await denialsOf(`POST /orders/${open}/close`, { as: { ...ada, roles: ['customer'] } }),
  ).toMatchObject([{ reason: 'close is for the role support', caller: 'signed in as customer' }])
})

test('a row that is there, and not for the caller, is told with the command that says more', async () => {
  const [denial, ...others] = await denialsOf(`GET /orders/${open}`, { as: bob })
  expect(others).toEqual([])
  expect(denial).toMatchObject({ status: 404, route: '/orders/{id}' })
  expect(denial?.reason).toBe(
    'there is no such row for the caller, or none at all: read of orders is for the owner (customer), or the role support',
  )
  expect(denial?.command).toContain(`--row ${open}`)
})

test('a change that the row does not allow, and a field that is not the caller’s, are told apart', async () => {
  const change = (id: string, body: object) => denialsOf(`PATCH /orders/${id}`, { as: ada, body })
  expect(await change(closed, { note: 'late' })).toMatchObject([
    {
      status: 403,
      reason: expect.stringContaining('the row does not meet the rule, or would not afterwards'),
    },
  ])
  expect(await change(open, { cost: 1 })).toMatchObject([
    { status: 403, reason: 'write of orders.cost is for the role support' },
  ])
  expect(await denialsOf('GET /orders?cost=1', { as: ada })).toMatchObject([
    { reason: 'read of orders.cost is for the role support' },
  ])
  expect(await denialsOf('POST /orders', { as: ada, body: { customer: bob.id } })).toMatchObject([
    { status: 403, reason: expect.stringContaining('create of orders is for the owner (customer)') },
  ])
})

test('credentials that do not cover the operation are named as the reason', async () => {
  const as = { ...ada, roles: ['support'], scopes: ['users:read'] }
  expect(await denialsOf(`DELETE /orders/${open}`, { as })).toMatchObject([
    {
      reason: 'the credentials do not cover orders:delete, and delete of orders is for the role support',
      caller: 'signed in as support, with credentials for users:read',
      command: expect.stringMatching(/ --role support --scope users:read$/),
    },
  ])
})

test('what comes of no rule is told by none', async () => {
  expect(await denialsOf('GET /lost', { as: ada })).toEqual([])
  expect(await denialsOf('GET /nothing-here')).toEqual([])
  expect(await denialsOf('GET /orders/no-id', { as: ada })).toEqual([])
  expect(await denialsOf('POST /orders', { as: ada, body: { nope: 1 } })).toEqual([])
})
