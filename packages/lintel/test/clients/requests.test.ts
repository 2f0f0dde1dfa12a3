/** What is sent: values in path, query and body, and no request at all for values that a call does not take. */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { CallRefused, call, client, t } from 'lintel'
import { afterAll, describe, expect, test } from 'vitest'
import { byteServer, callerOf, closeAll, httpServer, json, secret } from './caller.ts'

afterAll(closeAll)

const bodies: string[] = []
const server = await httpServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  bodies.push(body)
  json(response, 200, { done: true })
})
const things = client('things', {
  baseUrl: `${server.url}/api/v2/`,
  auth: { header: 'X-Api-Key', value: () => secret },
  headers: { 'accept-version': '7' },
  calls: {
    find: call('GET /things/{thing}/parts/{part}', {
      params: { part: t.integer({ min: 1 }) },
      query: {
        since: t.date().optional(),
        tags: t.list(t.string()).optional(),
        page: t.integer().default(1),
      },
      output: { done: t.boolean() },
    }),
    add: call('POST /shelves/{shelf}/things', {
      query: { quick: t.boolean().optional() },
      input: { name: t.string({ max: 5 }), note: t.text().optional(), size: t.integer().default(3) },
      output: { done: t.boolean() },
    }),
  },
})
const { calls, observations } = callerOf(things, {
  requestId: 'request-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
})
const last = () => server.requests.at(-1)

test('names in the route are percent-encoded, lists are repeated, defaults are sent', async () => {
  await calls.find({ thing: 'a/b?c#d ü', part: 2, since: '2026-11-24', tags: ['x y', 'z&'] })
  expect(last()?.method).toBe('GET')
  expect(last()?.url).toBe(
    '/api/v2/things/a%2Fb%3Fc%23d%20%C3%BC/parts/2?since=2026-11-24&tags=x+y&tags=z%26&page=1',
  )
})

test('the body has what is declared for it, and nothing of route and query', async () => {
  await calls.add({ shelf: 's1', quick: true, name: 'cup', note: null })
  expect([last()?.url, bodies.at(-1)]).toEqual([
    '/api/v2/shelves/s1/things?quick=true',
    '{"name":"cup","note":null,"size":3}',
  ])
})

test('credentials, the request and its trace go along', async () => {
  await calls.find({ thing: 'a', part: 1 })
  expect(last()?.headers).toMatchObject({
    'x-api-key': secret,
    'accept-version': '7',
    accept: 'application/json',
    'user-agent': 'calling/0.1.0',
    'x-request-id': 'request-1',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  })
  expect(last()?.headers.authorization).toBeUndefined()
})

describe('no request is made for', () => {
  const loose = <T>(value: T) => value as never
  test.each([
    ['a missing name', () => calls.find(loose({ part: 1 })), '/thing is required.'],
    [
      'a name that is undefined',
      () => calls.find(loose({ thing: undefined, part: 1 })),
      '/thing is required.',
    ],
    ['a step up the path', () => calls.find({ thing: '..', part: 1 }), '/thing names nothing.'],
    ['a number out of range', () => calls.find({ thing: 'a', part: 0 }), '/part must be >= 1.'],
    ['text that is too long', () => calls.add({ shelf: 'a', name: 'hush-hush' }), '/name must NOT have more'],
    [
      'a member that is not declared',
      () => calls.add(loose({ shelf: 'a', name: 'x', hush: 1 })),
      '/hush is not a known',
    ],
  ])('%s', async (_name, act, message) => {
    const before = server.requests.length
    const error = await act().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toContain(message)
    expect((error as Error).message).not.toContain('hush-hush')
    expect(server.requests).toHaveLength(before)
  })
})

test('an observation says the template, never the path', async () => {
  await calls.find({ thing: 'personal-7', part: 1 })
  expect(observations.at(-1)).toEqual({
    event: 'call',
    client: 'things',
    call: 'find',
    route: 'GET /things/{thing}/parts/{part}',
    outcome: 'done',
    status: 200,
    durationMs: expect.any(Number),
    tries: 1,
    requestId: 'request-1',
  })
  expect(JSON.stringify(observations)).not.toContain('personal-7')
  expect(JSON.stringify(observations)).not.toContain(secret)
})

test('closing ends the calls that are under way, and every connection', async () => {
  const sockets = new Set<Socket>()
  const silent = await byteServer((socket) => sockets.add(socket))
  const patient = client('patient', { baseUrl: silent.url, retry: 0, calls: { ping: call('GET /') } })
  const { calls: bound, clients } = callerOf(patient)
  const ended = bound.ping().catch((error: unknown) => error)
  while (sockets.size === 0) await delay(5)
  const startedAt = performance.now()
  await clients.close()
  expect(await ended).toMatchObject({ kind: 'unreachable' })
  expect(performance.now() - startedAt).toBeLessThan(1_000)
  for (const socket of sockets) if (!socket.destroyed) await once(socket, 'close')
  await expect(bound.ping()).rejects.toMatchObject({ kind: 'unreachable' })
})

test('refusals of one status are told apart by what the body says', async () => {
  const reasons = ['expired', 'stolen', undefined]
  const bank = await httpServer((_request, response, count) =>
    json(response, 402, { error: { code: reasons[count - 1] }, hush: 1 }),
  )
  const cards = client('cards', {
    baseUrl: bank.url,
    calls: {
      pay: call('POST /pay', {
        errors: {
          card_declined: 402,
          card_expired: { status: 402, at: '/error/code', is: 'expired' },
          card_stolen: { status: 402, at: '/error/code', is: 'stolen' },
        },
      }),
    },
  })
  const { calls: bound } = callerOf(cards)
  const results = [await bound.pay(), await bound.pay(), await bound.pay()]
  expect(results.map((each) => each instanceof CallRefused && [each.code, each.status])).toEqual([
    ['card_expired', 402],
    ['card_stolen', 402],
    ['card_declined', 402],
  ])
  const [first] = results
  expect(first?.body).toEqual({ error: { code: 'expired' }, hush: 1 })
  // Kept for who asks for it, and out of logs.
  expect(JSON.stringify(first)).not.toContain('hush')
})
