/** An answer that breaks its contract: 500 in development and tests, told in the log alone; sent in production. */
import { application, contract, html, implement } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { startProduction } from './production.ts'

// Untyped: what the compiler would refuse is what is tried here.
const api = contract('./documents/answers.yml')
let answer: unknown
const run = () => answer
const broken = application('broken-answers', {
  parts: [
    [
      ...[
        'showPerson',
        'lookForPerson',
        'removePerson',
        'showPage',
        'answerStatus',
        'answerHeaders',
        'download',
        'showImage',
      ].map((operationId) => implement(api, operationId, { run })),
    ],
  ],
})
const app = await testApplication(broken)
const production = await startProduction(broken)
afterAll(async () => {
  await app.stop()
  await production.stop()
})

const faultsOf = ({ observations }: { observations: readonly { event: string; error?: unknown }[] }) =>
  observations.flatMap((each) => (each.event === 'fault' ? [String(each.error)] : []))
let seen = 0
beforeEach(() => {
  seen = faultsOf(app).length
})
const newFaults = () => faultsOf(app).slice(seen)

const cases: readonly [string, string, unknown, RegExp][] = [
  [
    'an undeclared status',
    '/page',
    { status: 201, body: html`a` },
    /showPage .*the status 201 is not declared/,
  ],
  [
    'a body of another shape',
    '/status/1',
    { status: 200, body: { name: 1 } },
    /"pointer":"\/name","code":"wrong_type"/,
  ],
  [
    'a body with more than is declared',
    '/status/1',
    { status: 200, body: { name: 'a', age: 3 } },
    /\/age.*unknown_field/,
  ],
  [
    'a body in the shape of another status',
    '/status/1',
    { status: 503, body: { title: 'a' } },
    /\/else.*required/,
  ],
  [
    'a body of a range in the wrong shape',
    '/status/1',
    { status: 418, body: { else: 1 } },
    /\/title.*required/,
  ],
  ['no body where one is due', '/status/1', { status: 200 }, /200 needs a body of application\/json/],
  [
    'an undeclared media type',
    '/page',
    { status: 200, contentType: 'text/csv', body: 'a' },
    /200 has text\/html, and not text\/csv/,
  ],
  ['a missing header', '/headers', { status: 200, body: [] }, /header\/X-Total.*required/],
  [
    'a header of another type',
    '/headers',
    { status: 200, headers: { 'X-Total': 'two' }, body: [] },
    /header\/X-Total.*wrong_type/,
  ],
]

describe.each(cases)('%s', (_, path, given, reason) => {
  test('is 500 with its reason in the log alone', async () => {
    answer = given
    const { status, body, text } = await app.request(`GET ${path}`)
    expect([status, body.code]).toEqual([500, 'internal_error'])
    expect(text).not.toMatch(/contract|declared|pointer|html/)
    expect(newFaults()).toEqual([expect.stringMatching(reason)])
  })

  test('is sent in production', async () => {
    answer = given
    const { status } = given as { status: number }
    expect((await fetch(production.url + path)).status).toBe(status)
    expect(faultsOf(production)).toEqual([])
  })
})

test('a body of 204 breaks the contract, and is left out in production', async () => {
  answer = { status: 204, body: 'more' }
  expect((await app.request('DELETE /people/a')).status).toBe(500)
  const sent = await fetch(`${production.url}/people/a`, { method: 'DELETE' })
  expect([sent.status, await sent.text()]).toEqual([204, ''])
})

/** Never sent, wherever the service runs. */
describe.each<[string, string, unknown, RegExp]>([
  [
    'a page that is plain text',
    '/page',
    { status: 200, body: '<script>' },
    /a page must be written with html/,
  ],
  [
    'a page of a look-alike',
    '/page',
    { status: 200, body: { markup: '<script>' } },
    /a page must be written with html/,
  ],
  ['text that is none', '/status/1', { status: 404, body: { a: 1 } }, /a body of text\/plain must be text/],
  [
    'bytes that are none',
    '/files/x',
    { status: 200, body: 'text' },
    /a body of application\/octet-stream must be bytes/,
  ],
  [
    'an image that is a text',
    '/images/x',
    { status: 200, contentType: 'image/svg+xml', body: '<svg>' },
    /must be bytes/,
  ],
  ['no answer', '/page', undefined, /the handler returns nothing/],
  ['no status', '/page', { body: html`a` }, /undefined is no status/],
  ['a status that is none', '/status/1', { status: 99, body: {} }, /99 is no status/],
  ['a status that is not final', '/status/1', { status: 103, body: {} }, /103 is no status/],
  [
    'a header with a line break',
    '/headers',
    { status: 200, headers: { 'X-Total': 1, Link: 'a\r\nset-cookie: b' }, body: [] },
    /the header "link" has characters/,
  ],
  [
    'a header of the framework',
    '/page',
    { status: 200, headers: { 'Content-Type': 'text/plain' }, body: html`a` },
    /content-type is not the handler's/,
  ],
  ['JSON that is none', '/status/1', { status: 503, body: { else: 1n } }, /BigInt/],
])('%s', (_, path, given, reason) => {
  test('is 500, in production as well', async () => {
    answer = given
    expect((await app.request(`GET ${path}`)).status).toBe(500)
    expect(newFaults()).toEqual([expect.stringMatching(reason)])
    const sent = await fetch(production.url + path)
    expect(sent.status).toBe(500)
    expect(await sent.text()).not.toMatch(/script|set-cookie|contract/)
    expect(sent.headers.get('set-cookie')).toBeNull()
  })
})
