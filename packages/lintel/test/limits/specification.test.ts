/** Which limits hold where, and which cannot be. */
import { anyone, application, client, entity, operation, type RateLimits, resource, t } from 'lintel'
import { expect, test } from 'vitest'
import { operationLimits, resourceLimits } from '../../src/plan/rate-limits.ts'

const Note = entity('note', { text: t.string() })
const payments = client('payments', { baseUrl: 'https://pay.example', calls: {} })
const base = { summary: 'x', allow: anyone, run: () => undefined }
const named = (all: readonly { readonly scope: string; readonly limit: { readonly name: string } }[]) =>
  all.map(({ scope, limit }) => `${scope}: ${limit.name}`)

type Texts = `${number}/minute` | readonly `${number}/minute`[] | false

const limitsOf = (rateLimit?: Texts, ofAll?: RateLimits) => {
  const { model } = application('a', {
    ...(ofAll === undefined ? {} : { rateLimit: ofAll }),
    parts: [
      {
        notes: resource(Note, { read: anyone, ...(rateLimit === undefined ? {} : { rateLimit }) }),
        pay: operation('POST /pay', {
          ...base,
          uses: { payments },
          ...(rateLimit === undefined ? {} : { rateLimit }),
        }),
      },
    ],
  })
  const { notes } = model.resources
  const { pay } = model.operations
  if (!notes || !pay) throw new Error('Where are they?')
  return {
    pay: named(operationLimits(model, pay)),
    list: named(resourceLimits(model, notes)),
    search: named(resourceLimits(model, notes, 'search')),
    bulk: named(resourceLimits(model, notes, 'bulk')),
  }
}

test('what is costly has a guard, until something else is said', () => {
  expect(limitsOf()).toEqual({
    pay: ['operation pay: guard'],
    list: [],
    search: ['resource notes search: guard'],
    bulk: ['resource notes bulk: guard'],
  })
  expect(limitsOf('5/minute').search).toEqual(['resource notes: minute'])
  expect(limitsOf(false)).toEqual({ pay: [], list: [], search: [], bulk: [] })
  expect(limitsOf(undefined, false)).toEqual({ pay: [], list: [], search: [], bulk: [] })
})

test('a limit of the application holds beside the others', () => {
  expect(limitsOf(['5/minute', '9/minute'], '100/hour')).toMatchObject({
    pay: ['application: application-hour', 'operation pay: minute', 'operation pay: minute-2'],
    list: ['application: application-hour', 'resource notes: minute', 'resource notes: minute-2'],
  })
})

test.each<[RateLimits, string]>([
  ['0/minute', 'has no whole number of requests'],
  ['1.5/minute', 'has no whole number of requests'],
  ['5/week' as '5/day', 'is not per second'],
  [{ requests: 5, per: 'day', cost: 6 }, 'costs no whole number'],
  [{ requests: 5, per: 'day', cost: () => 1 }, 'has a function for its cost, which only operations may have'],
  [{ requests: 5, per: 'day', by: 'ip' as 'address' }, 'is not by caller'],
])('%j is refused: it %s', (rateLimit, message) => {
  expect(() => application('a', { parts: [{ notes: resource(Note, { read: anyone, rateLimit }) }] })).toThrow(
    message,
  )
})
