/** What a log says of calls and breakers: one line each, more serious when something failed. */
import { application } from 'lintel'
import { expect, test } from 'vitest'
import type { Observation } from '../../src/spec/observation.ts'
import { logObserver } from '../../src/telemetry/logger.ts'

function linesOf(...observations: readonly Observation[]): readonly Record<string, unknown>[] {
  const lines: string[] = []
  const { model } = application('logging', { parts: [] })
  const observe = logObserver({ level: 'debug', model, destination: { write: (line) => lines.push(line) } })
  for (const each of observations) observe(each)
  return lines.map((line) => JSON.parse(line))
}

const call = {
  event: 'call',
  client: 'payments',
  call: 'find',
  route: 'GET /charges/{charge}',
  durationMs: 12.3456,
  tries: 2,
  requestId: 'r1',
} as const

test('a call is one line with its template, its end and its time', () => {
  expect(linesOf({ ...call, outcome: 'done', status: 200 })).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      service: 'logging',
      ...call,
      outcome: 'done',
      status: 200,
      durationMs: 12.35,
      msg: 'payments.find done',
    },
  ])
})

test('a refusal is said by its code, a fault is a warning', () => {
  const lines = linesOf(
    { ...call, outcome: 'refused', code: 'charge_not_found', status: 404 },
    { ...call, outcome: 'cancelled' },
    { ...call, outcome: 'timeout' },
  )
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    ['info', 'payments.find charge_not_found'],
    ['info', 'payments.find cancelled'],
    ['warn', 'payments.find timeout'],
  ])
})

test('a breaker that opens is an error, one that closes is not', () => {
  const state = (state: 'open' | 'half-open' | 'closed') =>
    ({ event: 'breaker', client: 'payments', state }) as const
  const lines = linesOf(state('open'), state('half-open'), state('closed'))
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    ['error', 'breaker of payments open'],
    ['warn', 'breaker of payments half-open'],
    ['warn', 'breaker of payments closed'],
  ])
})
