/** Bodies that are no JSON, or JSON that nobody could keep: 400, at once, and nothing stored. */
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { anyone, application, entity, operation, resource, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { sendBytes } from '../raw-http.ts'

const Item = entity('item', {
  name: t.text().optional(),
  amount: t.integer().optional(),
  data: t.json().optional(),
  flag: t.boolean().optional(),
})
const app = await testApplication(
  application('json', {
    parts: [
      {
        items: resource(Item, { read: anyone, create: anyone, update: anyone, bulk: true }),
        take: operation('POST /take', {
          summary: 'Take it',
          allow: anyone,
          input: { data: t.json(), count: t.integer().optional() },
          output: { data: t.json() },
          run: ({ input }) => ({ data: input.data }),
        }),
      },
    ],
  }),
)
afterAll(() => app.stop())
const kept = await app.db.insert(Item, { name: 'kept', data: { a: 1 } })
afterEach(async () => {
  expect(await app.db.find(Item), 'what is stored').toEqual([kept])
})

const headers = { 'content-type': 'application/json' }
/** The same body at every door that takes one. */
const everywhere = async (
  body: string | Uint8Array,
  check: (answer: Awaited<ReturnType<typeof app.request>>) => void,
) => {
  for (const route of [
    'POST /items',
    'POST /items/bulk',
    `PATCH /items/${kept.id}`,
    `PUT /items/${kept.id}`,
    'POST /take',
  ]) {
    const answer = await app.request(route, { body, headers })
    check(answer)
  }
}

describe('a body', () => {
  test.each<[string, string, string]>([
    ['empty', '', 'body_missing'],
    ['blank', ' \n', 'body_malformed'],
    ['cut off', '{"name":"x"', 'body_malformed'],
    ['with something behind it', '{"name":"x"}}', 'body_malformed'],
    ['two', '{}{}', 'body_malformed'],
    ['with a comma too many', '{"name":"x",}', 'body_malformed'],
    ['in single quotes', "{'name':'x'}", 'body_malformed'],
    ['without quotes', '{name:1}', 'body_malformed'],
    ['with a comment', '{"name":"x"/**/}', 'body_malformed'],
    ['with NaN', '{"amount":NaN}', 'body_malformed'],
    ['with Infinity', '{"amount":-Infinity}', 'body_malformed'],
    ['with undefined', '{"name":undefined}', 'body_malformed'],
    ['with hexadecimal', '{"amount":0x10}', 'body_malformed'],
    ['with a leading zero', '{"amount":010}', 'body_malformed'],
    ['with a leading plus', '{"amount":+1}', 'body_malformed'],
    ['with a line break in a text', '{"name":"a\nb"}', 'body_malformed'],
    ['with an unknown escape', '{"name":"\\x"}', 'body_malformed'],
    ['of XML', '<?xml version="1.0"?><a/>', 'body_malformed'],
    ['with 1e999', '{"amount":1e999}', 'number_out_of_range'],
    ['with -1e999 in JSON', '{"data":[-1e999]}', 'number_out_of_range'],
    ['with 1e-999', '{"data":1e-999}', 'number_out_of_range'],
    ['with 2^53 + 1', '{"data":9007199254740993}', 'number_imprecise'],
    ['with too many digits', '{"data":0.12345678901234567890}', 'number_imprecise'],
    ['with NUL', '{"name":"a\\u0000b"}', 'text_invalid'],
    ['with NUL in JSON', '{"data":{"a":["\\u0000"]}}', 'text_invalid'],
    ['with NUL in a name', '{"data":{"\\u0000":1}}', 'text_invalid'],
    ['with a lone high surrogate', '{"name":"\\ud800"}', 'text_invalid'],
    ['with a lone low surrogate', '{"data":"\\udc00x"}', 'text_invalid'],
    ['with surrogates the wrong way round', '{"name":"\\udc00\\ud800"}', 'text_invalid'],
    ['with __proto__', '{"__proto__":{"name":"x"}}', 'body_forbidden_key'],
    ['with __proto__ in JSON', '{"data":{"__proto__":{"admin":true}}}', 'body_forbidden_key'],
    ['with __proto__ spelled in escapes', '{"data":{"\\u005f_proto__":1}}', 'body_forbidden_key'],
    ['with constructor.prototype', '{"data":{"constructor":{"prototype":1}}}', 'body_forbidden_key'],
    ['with one name twice', '{"name":"a","name":"b"}', 'body_duplicate_key'],
    ['with one name twice, once in escapes', '{"name":"a","n\\u0061me":"b"}', 'body_duplicate_key'],
    ['with one name twice in JSON', '{"data":{"a":1,"a":2}}', 'body_duplicate_key'],
    ['nested too deep', `{"data":${'['.repeat(40)}${']'.repeat(40)}}`, 'body_too_deep'],
    ['nested very deep', '['.repeat(200_000), 'body_too_deep'],
    ['nested very deep in objects', '{"a":'.repeat(100_000), 'body_too_deep'],
  ])('%s', async (_what, body, code) => {
    await everywhere(body, (answer) => expect(answer).toBeRefused(400, code))
  })

  test.each<[string, Uint8Array]>([
    ['that is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['with an overlong NUL', Buffer.from([0x22, 0xc0, 0x80, 0x22])],
    ['with an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['that ends in half a character', Buffer.from([0x22, 0xe2, 0x82])],
    ['in UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
  ])('%s', async (_what, body) => {
    await everywhere(body, (answer) => expect(answer).toBeRefused(400, 'body_not_utf8'))
  })

  test('that is wrong is told where', async () => {
    const broken = await app.request('POST /items', { body: '{\n  "name": x\n}', headers })
    expect(broken.body.error.message).toContain('line 2, column 11')
    const number = await app.request('POST /items', { body: '{"data":[1,{"a/b":1e999}]}', headers })
    expect(number).toPointAt('/data/1/a~1b')
    expect(broken.text).not.toContain('"name": x')
  })

  test('of another shape names each fault, and nothing is polluted', async () => {
    const body = '{"constructor":1,"toString":2,"hasOwnProperty":{},"flag":"true","amount":"1"}'
    const answer = await app.request('POST /items', { body, headers })
    expect(answer).toBeRefused(422, 'invalid')
    expect(answer).toPointAt('/constructor', '/toString', '/hasOwnProperty', '/flag', '/amount')
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })

  test('with thousands of faults is answered with some of them', async () => {
    const items = Array.from({ length: 1000 }, () => ({ amount: 'x', nope: 1, flag: 1 }))
    const answer = await app.request('POST /items/bulk', { body: { items } })
    expect(answer).toBeRefused(422, 'invalid')
    expect(answer.body.error.details.length).toBeLessThanOrEqual(50)
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, 1]))
    expect(await app.request('POST /items', { body: wide })).toBeRefused(422, 'invalid')
    expect(
      await app.request('POST /items', { body: { amount: Array.from({ length: 100_000 }, () => 1) } }),
    ).toBeRefused(422, 'invalid')
  })
})

describe('what only looks wrong is taken', () => {
  test.each<[string, string, unknown]>([
    ['numbers in every form', '[1.0,1e2,-0,9007199254740992,0.1]', [1, 100, 0, 9007199254740992, 0.1]],
    ['a pair of surrogates', '"\\ud83d\\ude00"', '😀'],
    [
      'names of every object',
      '{"constructor":1,"toString":2,"prototype":3}',
      { constructor: 1, toString: 2, prototype: 3 },
    ],
    ['the name of no property', '{"":{"":0}}', { '': { '': 0 } }],
    ['one name in two objects', '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['null', 'null', null],
    ['30 levels', `${'['.repeat(30)}${']'.repeat(30)}`, JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`)],
  ])('%s', async (_what, json, value) => {
    const answer = await app.request('POST /take', { body: `{"data":${json}}`, headers })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body.data.data).toEqual(value)
  })

  test('a byte order mark', async () => {
    const answer = await app.request('POST /take', { body: Buffer.from('\ufeff{"data":1}'), headers })
    expect(answer.body.data.data).toBe(1)
  })
})

describe('a body in chunks', () => {
  const head =
    'POST /take HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n'
  const chunk = (text: string) => `${Buffer.byteLength(text, 'latin1').toString(16)}\r\n${text}\r\n`

  test('is one body, wherever it is cut', async () => {
    const text = Buffer.from('{"data":"ä😀"}').toString('latin1')
    const parts = [...text].map(chunk)
    const answer = await sendBytes(app.url, head, ...parts, '0\r\n\r\n')
    expect(answer.body).toEqual({ data: { data: 'ä😀' } })
  })

  test('is refused when it is empty or no JSON', async () => {
    expect(await sendBytes(app.url, head, '0\r\n\r\n')).toBeRefused(400, 'body_missing')
    expect(await sendBytes(app.url, head, chunk('{'), '0\r\n\r\n')).toBeRefused(400, 'body_malformed')
  })
})

describe('a client that goes away in the middle', () => {
  test('leaves nothing behind', async () => {
    const { port } = new URL(app.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      'POST /items HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"name":"half',
    )
    await delay(50)
    socket.destroy()
    await delay(50)
    expect((await app.request('GET /items')).status).toBe(200)
  })

  test('is no fault of ours', () => {
    expect(app.observations.filter(({ event }) => event === 'fault')).toEqual([])
  })
})
