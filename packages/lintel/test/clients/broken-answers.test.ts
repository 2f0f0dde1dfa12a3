/** Systems that fail in every way that systems fail: each is a fault of its kind, and shows no secret. */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { CallFault, call, client, t } from 'lintel'
import { afterAll, describe, expect, test } from 'vitest'
import { byteServer, callerOf, closeAll, httpServer, json, nobody, secret } from './caller.ts'

afterAll(closeAll)

const things = (baseUrl: string) =>
  client('things', {
    baseUrl,
    auth: { bearer: () => secret },
    timeoutMs: 800,
    totalMs: 4_000,
    retry: 0,
    maxAnswerBytes: 2_000,
    calls: {
      find: call('GET /things/{thing}', {
        output: { id: t.text(), size: t.integer(), tags: t.list({ name: t.text() }).optional() },
        errors: { thing_not_found: 404 },
      }),
      drop: call('DELETE /things/{thing}'),
    },
  })

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
const bytes = (serve: (socket: Socket) => void) => async () => (await byteServer(serve)).url
const http = (serve: (response: ServerResponse) => void) => async () =>
  (await httpServer((_request, response) => serve(response))).url
const good = { id: 'x', size: 1 }

const broken: readonly [string, () => Promise<string>, CallFault['kind'], RegExp][] = [
  ['no headers', bytes(() => undefined), 'timeout', /did not answer in time/],
  [
    'headers, and then a body that never ends in time',
    bytes((socket) => {
      socket.write(`${head}content-length: 500\r\n\r\n{"id":`)
      const timer = setInterval(() => socket.write(' '), 20)
      socket.on('close', () => clearInterval(timer))
    }),
    'timeout',
    /did not answer in time/,
  ],
  ['nobody listens', nobody, 'unreachable', /no connection, or it broke \(ECONNREFUSED\)\.$/],
  [
    'a connection that is reset',
    bytes((socket) => socket.resetAndDestroy()),
    'unreachable',
    /it broke \(ECONNRESET\)/,
  ],
  ['a connection that is closed', bytes((socket) => socket.end()), 'unreachable', /it broke/],
  [
    'an answer that ends in the middle',
    bytes((socket) => socket.end(`${head}content-length: 500\r\n\r\n{"id":"x","si`)),
    'unreachable',
    /it broke/,
  ],
  [
    'an answer that is reset in the middle',
    bytes((socket) => {
      socket.write(`${head}content-length: 500\r\n\r\n{"id":`, () =>
        setTimeout(() => socket.resetAndDestroy(), 20),
      )
    }),
    'unreachable',
    /it broke/,
  ],
  [
    'a body without end',
    http((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = () => {
        while (!response.destroyed && response.write('"x"'.repeat(1_000)));
      }
      response.on('drain', more)
      more()
    }),
    'shape',
    /more than 2000 bytes/,
  ],
  ['no HTTP', bytes((socket) => socket.end('hello, who is it?\r\n\r\n')), 'shape', /not HTTP/],
  [
    'a page',
    http((response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hi</p>')),
    'shape',
    /Content-Type is text\/html\.$/,
  ],
  ['nothing', http((response) => response.writeHead(204).end()), 'shape', /Content-Type is nothing/],
  [
    'text that is no JSON',
    http((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id": hush}')),
    'shape',
    /not valid JSON\.$/,
  ],
  [
    'bytes that are no UTF-8',
    http((response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0x22, 0xff, 0x22])),
    ),
    'shape',
    /not valid JSON\.$/,
  ],
  [
    'a coding that nobody asked for',
    http((response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync(JSON.stringify(good))),
    ),
    'shape',
    /Content-Encoding/,
  ],
  [
    'another shape',
    http((response) => json(response, 200, { id: 7, tags: [{ name: 'hush' }, {}] })),
    'shape',
    /^things\.find: .*\/size is required\..*\/id must be string\..*\/tags\/1\/name is required/,
  ],
  [
    'a redirect',
    http((response) => response.writeHead(302, { location: '/elsewhere' }).end()),
    'status',
    /answered 302, a redirect, which is not followed/,
  ],
  [
    'a status that nobody declared',
    http((response) => json(response, 401, { hush: 1 })),
    'status',
    /answered 401\./,
  ],
  ['a fault of its own', http((response) => json(response, 500, { hush: 1 })), 'status', /answered 500\./],
]

const statusOf = { timeout: 503, unreachable: 503, status: 502, shape: 502, open: 503, busy: 503 }

describe('a call that is answered by', () => {
  test.each(broken)('%s', async (_name, serve, kind, reason) => {
    const { calls, outcomes, observations } = callerOf(things(await serve()))
    const startedAt = performance.now()
    const fault = await calls.find({ thing: 'x' }).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(CallFault)
    const { cause, status, headers, ...rest } = fault as CallFault
    expect({ kind: rest.kind, status, client: rest.client, call: rest.call }).toEqual({
      kind,
      status: statusOf[kind],
      client: 'things',
      call: 'find',
    })
    expect((cause as Error).message).toMatch(reason)
    expect('retry-after' in headers).toBe(status === 503)
    expect(outcomes()).toEqual([expect.objectContaining({ outcome: kind, tries: 1 })])
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    // Neither our credentials nor the words of the other system, wherever they might come out.
    const said = `${inspect(fault, { depth: 9 })} ${JSON.stringify(observations)}`
    expect(said).not.toContain(secret)
    expect(said).not.toContain('hush')
  })
})

test('members that nobody declared are passed over, what is optional and absent is null', async () => {
  const { url } = await httpServer((_request, response) =>
    json(
      response,
      200,
      { ...good, tags: [{ name: 'a', since: 1 }], color: 'red' },
      { 'content-type': 'application/hal+json; charset=utf-8' },
    ),
  )
  const { calls } = callerOf(things(url))
  expect(await calls.find({ thing: 'x' })).toEqual({ id: 'x', size: 1, tags: [{ name: 'a' }] })
})

test('a redirect leads nowhere: no credentials go where nobody sent them', async () => {
  const elsewhere = await httpServer((_request, response) => json(response, 200, good))
  const { url } = await httpServer((_request, response) =>
    response.writeHead(307, { location: `${elsewhere.url}/things/x` }).end(),
  )
  await expect(callerOf(things(url)).calls.find({ thing: 'x' })).rejects.toMatchObject({ kind: 'status' })
  expect(elsewhere.requests).toEqual([])
})

test('a page of any size beside a status that nobody declared is passed over', async () => {
  const { url } = await httpServer((_request, response, count) =>
    count === 1
      ? response.writeHead(503, { 'content-type': 'text/html' }).end('<p>hush</p>'.repeat(10_000))
      : json(response, 200, good),
  )
  const patient = client('things', {
    baseUrl: url,
    maxAnswerBytes: 100,
    calls: { find: call('GET /', { output: { id: t.text() } }) },
  })
  expect(await callerOf(patient).calls.find()).toEqual({ id: 'x' })
})

test('a refusal whose reason does not arrive is not guessed', async () => {
  const { url } = await byteServer((socket) =>
    socket.end(
      'HTTP/1.1 409 Conflict\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"code":',
    ),
  )
  const picky = client('things', {
    baseUrl: url,
    retry: 0,
    calls: {
      find: call('GET /', { errors: { locked: { status: 409, at: '/code', is: 'locked' }, taken: 409 } }),
    },
  })
  await expect(callerOf(picky).calls.find()).rejects.toMatchObject({
    kind: 'unreachable',
    answered: undefined,
  })
})

test('of a call without output the status is enough, whatever the body is', async () => {
  const { url } = await byteServer((socket) => socket.end(`${head}content-length: 500\r\n\r\n<html`))
  const { calls, outcomes } = callerOf(things(url))
  expect(await calls.drop({ thing: 'x' })).toBeUndefined()
  expect(outcomes()).toEqual([{ outcome: 'done', status: 200, tries: 1 }])
})
