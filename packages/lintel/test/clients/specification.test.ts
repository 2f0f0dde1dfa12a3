/** A client that cannot work is refused at start: where, what, and how to mend it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { anyone, application, call, client, operation, SpecificationError, t } from 'lintel'
import { describe, expect, test } from 'vitest'

const here = fileURLToPath(import.meta.url)
const source = readFileSync(here, 'utf8').split('\n')

const problemsOf = (parts: object) => {
  try {
    application('wrong', { parts: [parts] })
  } catch (error) {
    if (error instanceof SpecificationError) return error.problems
    throw error
  }
  return []
}
// What the types refuse is declared all the same: not every specification is checked by them.
const loose = <T>(value: T) => value as never

const baseUrl = 'https://bank.example/v1'
const calls = { ping: call('GET /ping') }
const bank = client('bank', { baseUrl, calls })
const asking = (uses: object) => ({
  asks: operation('GET /asks', { summary: 'Ask', allow: anyone, uses: loose(uses), run: () => undefined }),
})
const calling = (declared: object) => ({ bank: client('bank', { baseUrl, calls: { do: loose(declared) } }) })

/** What is declared, what is said of it, and how to mend it. */
const wrong: readonly [string, () => object, RegExp, RegExp][] = [
  [
    'a second one of its name',
    () => ({ bank, other: client('bank', { baseUrl, calls }) }),
    /A second client is called bank/,
    /Rename one/,
  ],
  [
    'a name with spaces',
    () => ({ it: client('My Bank', { baseUrl, calls }) }),
    /called "My Bank"/,
    /small letters/,
  ],
  [
    'an address that is none',
    () => ({ it: client('bank', { baseUrl: 'bank.example', calls }) }),
    /baseUrl that must be an address that begins with/,
    /Mend/,
  ],
  [
    'credentials in an address',
    () => ({ it: client('bank', { baseUrl: 'https://me:x@bank.example', calls }) }),
    /no user and password/,
    /Mend/,
  ],
  [
    'a header that is ours',
    () => ({ it: client('bank', { baseUrl, calls, headers: { 'Content-Length': '3' } }) }),
    /the header "Content-Length"/,
    /Take it out/,
  ],
  [
    'a header with a line break',
    () => ({ it: client('bank', { baseUrl, calls, headers: { 'x-a': 'a\r\nb: c' } }) }),
    /not all ASCII/,
    /visible ASCII/,
  ],
  [
    'no time',
    () => ({ it: client('bank', { baseUrl, calls, timeoutMs: 0 }) }),
    /has 0 as timeoutMs/,
    /whole number from 1/,
  ],
  [
    'half a try',
    () => ({ it: client('bank', { baseUrl, calls, retry: 0.5 }) }),
    /has 0\.5 as retry/,
    /whole number from 0/,
  ],
  [
    'no place inside',
    () => ({ it: client('bank', { baseUrl, calls, bulkhead: 0 }) }),
    /has 0 as bulkhead\.calls/,
    /whole number/,
  ],
  [
    'a breaker for no failures',
    () => ({ it: client('bank', { baseUrl, calls, breaker: { failures: 0 } }) }),
    /breaker for 0 failures/,
    /above 0/,
  ],
  [
    'a path without a slash',
    () => calling(call(loose('GET ping'))),
    /has the path "ping"/,
    /Begin it with a slash/,
  ],
  ['a query in the path', () => calling(call('GET /ping?a=1')), /has the path/, /under query/],
  [
    'a parameter that is nowhere',
    () => calling(call('GET /a/{b}', { params: { c: t.uuid() } })),
    /the parameter "c"/,
    /Write \{c\}/,
  ],
  [
    'one name for two things',
    () => calling(call('POST /a/{b}', { input: { b: t.uuid() } })),
    /is given "b" twice/,
    /rename one/,
  ],
  [
    'a body that is got',
    () => calling(call('GET /a', { input: { b: t.uuid() } })),
    /sends a body with GET/,
    /into query/,
  ],
  [
    'a key without need',
    () => calling(call('PUT /a', { idempotent: true })),
    /may be repeated without one/,
    /Take idempotent out/,
  ],
  [
    'a key in a header of ours',
    () => calling(call('POST /a', { idempotent: 'Host' })),
    /in the header "host"/,
    /Name another/,
  ],
  [
    'a refusal that is a success',
    () => calling(call('GET /a', { errors: { fine: 200 } })),
    /with status 200/,
    /from 400 to 599/,
  ],
  [
    'two refusals of one status',
    () => calling(call('GET /a', { errors: { one: 404, two: 404 } })),
    /cannot tell one and two apart/,
    /Say where they differ/,
  ],
  [
    'a refusal at no place',
    () => calling(call('GET /a', { errors: { one: { status: 404, at: 'code', is: 1 } } })),
    /looks for one at "code"/,
    /JSON Pointer/,
  ],
]

describe('is told where, what and how to mend it:', () => {
  test.each(wrong)('%s', (_what, declare, message, hint) => {
    const problems = problemsOf(declare())
    const problem = problems.find((each) => message.test(each.message))
    expect(problem, problems.map((each) => each.message).join('\n') || 'nothing was said').toBeDefined()
    expect(problem?.hint).toMatch(hint)
    expect(problem?.at.file).toBe(here)
    expect(source[(problem?.at.line ?? 0) - 1], 'the line of the declaration').toMatch(/client\(/)
  })

  test.each(['db', 'principal', 'input', 'signal'])('a client that is used as %s', (name) => {
    const [problem] = problemsOf(asking({ [name]: bank }))
    expect(problem?.message).toMatch(`A client is used as "${name}"`)
    expect(problem?.hint).toMatch('under another name')
  })
})

test('a client is found where it is used, and declared once', () => {
  const { model } = application('right', { parts: [asking({ bank, again: bank }), { bank }] })
  expect(Object.keys(model.clients ?? {})).toEqual(['bank'])
  expect(model.clients?.bank?.baseUrl).toBe(baseUrl)
  expect(application('right', { parts: [asking({})] }).model.clients).toBeUndefined()
})
