/** The bulkhead and the breaker, on real connections. */
import { setTimeout as delay } from 'node:timers/promises'
import { CallFault, CallRefused, call, client, t } from 'lintel'
import { afterAll, describe, expect, test } from 'vitest'
import { callerOf, closeAll, httpServer, json } from './caller.ts'

afterAll(closeAll)

const output = { done: t.boolean() }
const kinds = (results: readonly unknown[]) =>
  results.map((each) => (each instanceof CallFault ? each.kind : 'done')).toSorted()
const settled = (work: readonly Promise<unknown>[]) =>
  Promise.all(work.map((each) => each.catch((error: unknown) => error)))

describe('the bulkhead', () => {
  const slow = () =>
    httpServer((_request, response) => setTimeout(() => json(response, 200, { done: true }), 150))
  const things = (baseUrl: string, bulkhead: number | { calls: number; queue: number }) =>
    client('things', { baseUrl, bulkhead, totalMs: 4_000, calls: { find: call('GET /', { output }) } })

  test('refuses at once what is too much', async () => {
    const server = await slow()
    const { calls } = callerOf(things(server.url, 3))
    const work = Array.from({ length: 8 }, () => calls.find())
    const first = await Promise.race(work.map((each) => each.catch((error: CallFault) => error)))
    expect(first).toMatchObject({ kind: 'busy', code: 'dependency_busy', status: 503 })
    expect(kinds(await settled(work))).toEqual([...Array(5).fill('busy'), ...Array(3).fill('done')])
    expect(server.requests).toHaveLength(3)
    // The places are free again.
    expect(kinds(await settled([calls.find(), calls.find(), calls.find()]))).toEqual(Array(3).fill('done'))
  })

  test('lets a few wait, in their order', async () => {
    const server = await slow()
    const { calls } = callerOf(things(server.url, { calls: 2, queue: 3 }))
    const results = await settled(Array.from({ length: 8 }, () => calls.find()))
    expect(kinds(results)).toEqual([...Array(3).fill('busy'), ...Array(5).fill('done')])
    expect(kinds(results.slice(0, 5))).toEqual(Array(5).fill('done'))
  })

  test('whoever waits and leaves, leaves the queue', async () => {
    const server = await slow()
    const { calls } = callerOf(things(server.url, { calls: 1, queue: 1 }))
    const control = new AbortController()
    const first = calls.find()
    const second = calls.find(undefined, { signal: control.signal })
    control.abort(new Error('left'))
    await expect(second).rejects.toThrow('left')
    expect(kinds(await settled([first, calls.find()]))).toEqual(['done', 'done'])
    expect(server.requests).toHaveLength(2)
  })
})

describe('the breaker', () => {
  const breaker = { minimumTries: 4, failures: 0.5, windowMs: 5_000, openMs: 400 }
  const things = (baseUrl: string, timeoutMs = 2_000) =>
    client('things', {
      baseUrl,
      timeoutMs,
      retry: 0,
      breaker,
      calls: { find: call('GET /', { output, errors: { thing_not_found: 404 } }) },
    })
  const states = (observations: readonly { event: string }[]) =>
    observations.flatMap((each) => (each.event === 'breaker' && 'state' in each ? [each.state] : []))

  test('opens, tries again with one call, and closes', async () => {
    let isWell = false
    const server = await httpServer((_request, response) =>
      isWell ? json(response, 200, { done: true }) : json(response, 500, {}),
    )
    const { calls, observations, outcomes } = callerOf(things(server.url))
    for (let count = 0; count < 4; count++)
      await expect(calls.find()).rejects.toMatchObject({ kind: 'status' })
    const refused = await calls.find().catch((error: CallFault) => error)
    expect(refused).toMatchObject({
      kind: 'open',
      code: 'dependency_suspended',
      headers: { 'retry-after': '1' },
    })
    expect(outcomes().at(-1)).toEqual({ outcome: 'open', tries: 0 })
    expect(server.requests).toHaveLength(4)

    await delay(450)
    // Half-open, and not well yet: one is asked, the others are not.
    expect(kinds(await settled([calls.find(), calls.find(), calls.find()]))).toEqual([
      'open',
      'open',
      'status',
    ])
    expect(server.requests).toHaveLength(5)
    await expect(calls.find()).rejects.toMatchObject({ kind: 'open' })

    isWell = true
    await delay(450)
    expect(await calls.find()).toEqual({ done: true })
    expect(kinds(await settled([calls.find(), calls.find()]))).toEqual(['done', 'done'])
    expect(states(observations)).toEqual(['open', 'half-open', 'open', 'half-open', 'closed'])
  })

  test('opens for silence, too', async () => {
    const server = await httpServer(() => undefined)
    const { calls } = callerOf(things(server.url, 100))
    await settled(Array.from({ length: 4 }, () => calls.find()))
    await expect(calls.find()).rejects.toMatchObject({ kind: 'open' })
  })

  test.each([408, 429, 503])('opens for %i, which says that it is too much', async (status) => {
    const server = await httpServer((_request, response) => json(response, status, {}))
    const { calls } = callerOf(things(server.url))
    await settled(Array.from({ length: 4 }, () => calls.find()))
    await expect(calls.find()).rejects.toMatchObject({ kind: 'open' })
  })

  test.each([
    ['a declared refusal', 404],
    ['a mistake of ours', 400],
    ['wrong credentials', 401],
  ])('never for %s', async (_name, status) => {
    const server = await httpServer((_request, response) => json(response, status, {}))
    const { calls, observations } = callerOf(things(server.url))
    const results = await settled(Array.from({ length: 12 }, () => calls.find()))
    expect(results.every((each) => each instanceof (status === 404 ? CallRefused : CallFault))).toBe(true)
    expect(server.requests).toHaveLength(12)
    expect(states(observations)).toEqual([])
  })

  test('never for callers that leave', async () => {
    const server = await httpServer(() => undefined)
    const { calls, observations, outcomes } = callerOf(things(server.url))
    const work = Array.from({ length: 8 }, () => calls.find(undefined, { signal: AbortSignal.timeout(30) }))
    await settled(work)
    expect(outcomes()).toEqual(Array(8).fill({ outcome: 'cancelled', tries: 1 }))
    expect(states(observations)).toEqual([])
  })
})
