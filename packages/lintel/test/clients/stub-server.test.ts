/** The stub holds its callers and its handlers to the declaration. */
import { call, client, t } from 'lintel'
import { stubServer } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { callerOf, closeAll } from './caller.ts'

afterAll(closeAll)

const declared = (baseUrl: string) =>
  client('things', {
    baseUrl,
    auth: { basic: { user: () => 'me', password: () => 'hush:é' } },
    retry: 0,
    calls: {
      latest: call('GET /things/latest', { output: { id: t.text() } }),
      find: call('GET /things/{thing}', {
        params: { thing: t.integer() },
        query: { tags: t.list(t.string()).optional(), page: t.integer().default(1) },
        output: { id: t.text() },
        errors: { thing_locked: { status: 409, at: '/error/code', is: 'locked' }, conflict: 409 },
      }),
      add: call('POST /things', {
        input: { size: t.integer({ min: 1 }) },
        output: { id: t.text() },
        idempotent: true,
      }),
      drop: call('DELETE /things/{thing}'),
    },
  })
const blueprint = declared('http://stub')

test('answers each call by its handler, with the values as they were given', async () => {
  const stub = await stubServer(blueprint, {
    latest: () => ({ id: 'latest' }),
    find: ({ thing, tags }, { count }) => ({ id: `${typeof thing} ${thing} ${tags} ${count}` }),
    add: async ({ size }, { key }) => ({ id: `${size} ${key}` }),
    drop: () => undefined,
  })
  const { calls } = callerOf(declared(stub.url))
  expect(await calls.latest()).toEqual({ id: 'latest' })
  expect(await calls.find({ thing: 7, tags: ['a', 'b'] })).toEqual({ id: 'number 7 a,b 1' })
  expect(await calls.find({ thing: 8 })).toEqual({ id: 'number 8 null 2' })
  expect(await calls.add({ size: 3 }, { key: 'k1' })).toEqual({ id: '3 k1' })
  expect(await calls.drop({ thing: 'x' })).toBeUndefined()
  expect(stub.calls().map((each) => each.call)).toEqual(['latest', 'find', 'find', 'add', 'drop'])
  expect(stub.calls('find').map(({ values }) => values)).toEqual([
    { thing: 7, tags: ['a', 'b'], page: 1 },
    { thing: 8, tags: null, page: 1 },
  ])
  await stub.stop()
})

test('refuses as declared, and answers anything else when it is told to', async () => {
  const stub = await stubServer(blueprint, {
    find: ({ thing }, { refuse, respond }) => {
      if (thing === 1) return refuse('thing_locked')
      return thing === 2 ? refuse('conflict') : respond(200, { body: 'no JSON' })
    },
  })
  const { calls } = callerOf(declared(stub.url))
  expect(await calls.find({ thing: 1 })).toMatchObject({ code: 'thing_locked', status: 409 })
  expect(await calls.find({ thing: 2 })).toMatchObject({ code: 'conflict', status: 409 })
  await expect(calls.find({ thing: 3 })).rejects.toMatchObject({ kind: 'shape' })
  await stub.stop()
})

describe('the end of a test fails for', () => {
  const authorization = 'Basic bWU6eA=='
  const ask =
    (path: string, init: RequestInit = {}) =>
    async (url: string) => {
      const answer = await fetch(`${url}${path}`, {
        ...init,
        headers: {
          authorization,
          'content-type': 'application/json',
          ...(init.headers as Record<string, string>),
        },
      })
      expect(answer.status).toBe(400)
    }
  const post = (body: string, headers: Record<string, string> = { 'idempotency-key': 'k' }) =>
    ask('/things', { method: 'POST', body, headers })
  const wrong: readonly [string, (url: string) => Promise<void>, RegExp][] = [
    ['a path that is no call', ask('/elsewhere'), /GET \/elsewhere is no call of things\./],
    ['a method that is no call', ask('/things/1', { method: 'PUT' }), /PUT \/things\/1 is no call/],
    ['a name of another kind', ask('/things/seven'), /find: thing must be a integer/],
    ['a parameter that is not declared', ask('/things/7?color=red'), /find: color is not a parameter here/],
    ['a missing member', post('{}'), /add: \/size is required\./],
    ['a value out of range', post('{"size":0}'), /add: \/size must be >= 1\./],
    ['a body that is no JSON', post('{'), /add: there is no JSON\./],
    ['a missing key', post('{"size":1}', {}), /add: the header idempotency-key is missing/],
    [
      'missing credentials',
      ask('/things/7', { headers: { authorization: '' } }),
      /find: there are no basic credentials/,
    ],
    ['a call without a handler', ask('/things/latest'), /latest: no handler was given for it/],
    [
      'a handler that gives another shape',
      ask('/things/7'),
      /The handler of find gives what it should not: \/id is required/,
    ],
  ]

  test.each(wrong)('%s', async (_name, act, message) => {
    const stub = await stubServer(blueprint, {
      find: () => ({}) as { id: string },
      add: () => ({ id: 'x' }),
    })
    await act(stub.url)
    expect(stub.wrong).toHaveLength(1)
    await expect(stub.stop()).rejects.toThrow(message)
  })
})
