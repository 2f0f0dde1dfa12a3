/** Second tries: only where nothing can happen twice, later each time, and never longer than the call may take. */
import { CallFault, call, client, t } from 'lintel'
import { afterAll, describe, expect, test } from 'vitest'
import { byteServer, callerOf, closeAll, httpServer, json } from './caller.ts'

afterAll(closeAll)

const output = { done: t.boolean() }
const things = (baseUrl: string, limits: { totalMs?: number; retry?: number } = {}) =>
  client('things', {
    baseUrl,
    timeoutMs: 500,
    totalMs: 6_000,
    retry: 2,
    breaker: false,
    ...limits,
    calls: {
      find: call('GET /things', { output }),
      put: call('PUT /things/{thing}', { input: { size: t.integer() }, output }),
      drop: call('DELETE /things/{thing}', { output }),
      add: call('POST /things', { output }),
      change: call('PATCH /things/{thing}', { input: { size: t.integer() }, output }),
      once: call('POST /once', { input: { size: t.integer() }, output, idempotent: true }),
      renamed: call('PATCH /once', { input: { size: t.integer() }, output, idempotent: 'Request-Id' }),
    },
  })

/** Fails so many times, then is well. */
const failing = (times: number, status: number, headers: Record<string, string> = {}) =>
  httpServer((request, response, count) => {
    request.resume()
    if (count <= times) json(response, status, {}, headers)
    else json(response, 200, { done: true })
  })

describe('what may be repeated is tried again', () => {
  test('503 three times, then an answer', async () => {
    const server = await failing(3, 503)
    const { calls, outcomes } = callerOf(things(server.url, { retry: 3 }))
    expect(await calls.find()).toEqual({ done: true })
    expect(server.requests).toHaveLength(4)
    expect(outcomes()).toEqual([{ outcome: 'done', status: 200, tries: 4 }])
  })

  test.each([408, 429, 500, 502, 503, 504])('after %i', async (status) => {
    const server = await failing(1, status)
    expect(await callerOf(things(server.url)).calls.find()).toEqual({ done: true })
    expect(server.requests).toHaveLength(2)
  })

  test.each([400, 401, 403, 404, 409, 422, 501])('not after %i, which will stay', async (status) => {
    const server = await failing(1, status)
    await expect(callerOf(things(server.url)).calls.find()).rejects.toMatchObject({
      kind: 'status',
      answered: status,
    })
    expect(server.requests).toHaveLength(1)
  })

  test('after a reset connection, and after silence', async () => {
    const server = await byteServer((socket, count) => {
      if (count === 1) socket.resetAndDestroy()
      if (count === 3) socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"done":true}')
    })
    const { calls, outcomes } = callerOf(things(server.url))
    expect(await calls.find()).toEqual({ done: true })
    expect(outcomes()).toEqual([{ outcome: 'done', status: 200, tries: 3 }])
  })

  test('PUT and DELETE as well', async () => {
    const server = await failing(2, 503)
    expect(await callerOf(things(server.url)).calls.put({ thing: 'x', size: 1 })).toEqual({ done: true })
    const other = await failing(2, 503)
    expect(await callerOf(things(other.url)).calls.drop({ thing: 'x' })).toEqual({ done: true })
  })

  test('no more often than it may', async () => {
    const server = await failing(9, 503)
    await expect(callerOf(things(server.url)).calls.find()).rejects.toMatchObject({ kind: 'status' })
    expect(server.requests).toHaveLength(3)
  })
})

describe('what might happen twice is never tried again:', () => {
  const ways: readonly [string, () => Promise<{ url: string; count: () => number }>][] = [
    ['503', async () => counted(await failing(9, 503))],
    ['429', async () => counted(await failing(9, 429, { 'retry-after': '0' }))],
    ['a reset connection', () => byteServer((socket) => socket.resetAndDestroy())],
    ['silence', () => byteServer(() => undefined)],
    [
      'an answer that breaks off',
      () => byteServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{')),
    ],
  ]
  const counted = ({ url, requests }: { url: string; requests: readonly unknown[] }) => ({
    url,
    count: () => requests.length,
  })

  test.each(ways)('%s', async (_name, start) => {
    const server = await start()
    const { calls } = callerOf(things(server.url))
    await expect(calls.add()).rejects.toBeInstanceOf(CallFault)
    await expect(calls.change({ thing: 'x', size: 1 })).rejects.toBeInstanceOf(CallFault)
    expect(server.count()).toBe(2)
  })

  test('nor when a connection that was kept open has died meanwhile', async () => {
    const server = await byteServer((socket, count) => {
      if (count === 1)
        socket.write(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{"done":true}',
        )
      else socket.resetAndDestroy()
    })
    const { calls } = callerOf(things(server.url))
    expect(await calls.add()).toEqual({ done: true })
    await expect(calls.add()).rejects.toMatchObject({ kind: 'unreachable' })
    expect(server.count()).toBe(2)
  })
})

describe('with a key it is tried again,', () => {
  test('and the key and the body are the same each time', async () => {
    const server = await failing(2, 503)
    expect(await callerOf(things(server.url)).calls.once({ size: 3 }, { key: 'order-7' })).toEqual({
      done: true,
    })
    expect(
      server.requests.map(({ headers }) => [headers['idempotency-key'], headers['content-length']]),
    ).toEqual(Array.from({ length: 3 }, () => ['order-7', '10']))
  })

  test('in the header that the other system reads', async () => {
    const server = await failing(1, 503)
    await callerOf(things(server.url)).calls.renamed({ size: 3 }, { key: 'order-7' })
    expect(server.requests.map(({ headers }) => headers['request-id'])).toEqual(['order-7', 'order-7'])
  })

  test.each(['', 'a b', 'é', 'x\r\ny: z', 'k'.repeat(256)])('which is no text such as %j', async (key) => {
    const server = await failing(0, 200)
    await expect(callerOf(things(server.url)).calls.once({ size: 1 }, { key })).rejects.toThrow(
      'things.once needs a key of 1 to 255 visible ASCII characters',
    )
    expect(server.requests).toEqual([])
  })
})

describe('Retry-After', () => {
  const took = async (work: Promise<unknown>) => {
    const startedAt = performance.now()
    const result = await work.catch((error: unknown) => error)
    return [result, performance.now() - startedAt] as const
  }

  test('in seconds is waited for', async () => {
    const server = await failing(1, 429, { 'retry-after': '1' })
    const [result, tookMs] = await took(callerOf(things(server.url)).calls.find())
    expect(result).toEqual({ done: true })
    expect(tookMs).toBeGreaterThanOrEqual(990)
  })

  test('as a date, too', async () => {
    const at = new Date(Date.now() + 2_000)
    const server = await failing(1, 503, { 'retry-after': at.toUTCString() })
    expect(await callerOf(things(server.url)).calls.find()).toEqual({ done: true })
    // A date has whole seconds.
    expect(Date.now()).toBeGreaterThanOrEqual(Math.floor(at.getTime() / 1000) * 1000)
  })

  test('that would be too late ends the call at once', async () => {
    const server = await failing(1, 429, { 'retry-after': '60' })
    const [result, tookMs] = await took(callerOf(things(server.url)).calls.find())
    expect(result).toMatchObject({ kind: 'status', answered: 429 })
    expect(tookMs).toBeLessThan(3_000)
    expect(server.requests).toHaveLength(1)
  })
})

test('nothing waits for longer than the request has left', async () => {
  const server = await failing(9, 503, { 'retry-after': '2' })
  const { calls } = callerOf(things(server.url), { deadlineMs: performance.now() + 1_000 })
  await expect(calls.find()).rejects.toMatchObject({ kind: 'status', answered: 503 })
  expect(server.requests).toHaveLength(1)
  const silent = await byteServer(() => undefined)
  const { calls: late, outcomes } = callerOf(things(silent.url), { deadlineMs: performance.now() - 1 })
  await expect(late.find()).rejects.toMatchObject({ kind: 'timeout' })
  expect(outcomes()).toEqual([{ outcome: 'timeout', tries: 0 }])
})

test('all tries together take no longer than the call may', async () => {
  const server = await byteServer(() => undefined)
  const { calls, outcomes } = callerOf(things(server.url, { totalMs: 700, retry: 9 }))
  const startedAt = performance.now()
  await expect(calls.find()).rejects.toMatchObject({ kind: 'timeout', status: 503 })
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  expect(outcomes()).toEqual([{ outcome: 'timeout', tries: expect.any(Number) }])
  expect(server.count()).toBeLessThan(10)
})
