/** The same request twice: one effect, one answer; and whose key it is. */
import { randomUUID } from 'node:crypto'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Note, Order, ordersApplication, Person, runs, script, Told } from './orders.ts'

const app = await testApplication(ordersApplication)
afterAll(() => app.stop())
const sql = <T>(text: string) => app.db.dangerouslyWithoutPolicies().sql<T>(text)
let ada: { readonly id: string }
let bob: { readonly id: string }
beforeAll(async () => {
  ada = await app.db.insert(Person, { name: 'Ada' })
  bob = await app.db.insert(Person, { name: 'Bob' })
})
const keyed = (key: string = randomUUID()) => ({ headers: { 'idempotency-key': key } })
const countOf = (entity: typeof Note | typeof Order | typeof Told) => app.db.count(entity)

describe('a create', () => {
  test('that is sent again is answered as before, byte for byte, and done once', async () => {
    const request = { as: ada, body: { item: 'pen' }, ...keyed() }
    const first = await app.request('POST /orders', request)
    const again = await app.request('POST /orders', request)
    expect(first.status).toBe(201)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect([again.status, again.text]).toEqual([first.status, first.text])
    for (const name of ['location', 'etag', 'content-type'])
      expect(again.headers.get(name), name).toBe(first.headers.get(name))
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await app.db.count(Order, { item: 'pen' })).toBe(1)
  })

  test('in bulk, too', async () => {
    const request = { as: ada, body: { items: [{ item: 'b1' }, { item: 'b2' }] }, ...keyed() }
    const first = await app.request('POST /orders/bulk', request)
    const again = await app.request('POST /orders/bulk', request)
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text])
  })

  test('without a key is done each time', async () => {
    const before = await countOf(Note)
    for (let time = 0; time < 2; time++) await app.request('POST /notes', { body: { text: 'plain' } })
    expect(await countOf(Note)).toBe(before + 2)
  })

  test('that is refused leaves its key free', async () => {
    const key = keyed()
    const taken = await app.request('POST /orders', { as: ada, body: { item: 'cup' } })
    const refused = await app.request('POST /orders', { as: ada, body: { item: 'cup' }, ...key })
    expect([taken.status, refused.body.error.code]).toEqual([201, 'conflict'])
    await app.db.delete(Order, taken.body.data.id)
    const done = await app.request('POST /orders', { as: ada, body: { item: 'cup' }, ...key })
    expect(done.status).toBe(201)
  })

  test('that is not valid leaves its key free, for another body', async () => {
    const key = keyed()
    expect((await app.request('POST /notes', { body: {}, ...key })).body.error.code).toBe('invalid')
    expect((await app.request('POST /notes', { body: { text: 'ok' }, ...key })).status).toBe(201)
  })
})

describe('a key', () => {
  test('is not good for another body, query or path', async () => {
    script.run = async () => 'yes'
    const key = keyed()
    const first = await app.request('POST /act/here', { body: { text: 'a' }, ...key })
    expect(first.status).toBe(200)
    for (const [route, body] of [
      ['POST /act/here', { text: 'b' }],
      ['POST /act/here?loud=true', { text: 'a' }],
      ['POST /act/there', { text: 'a' }],
    ] as const) {
      const refused = await app.request(route, { body, ...key })
      expect([refused.status, refused.body.error.code], route).toEqual([422, 'idempotency_key_reused'])
    }
    expect((await app.request('POST /act/here', { body: { text: 'a' }, ...key })).text).toBe(first.text)
  })

  test('of somebody else is another key', async () => {
    const key = keyed('my-key')
    const hers = await app.request('POST /orders', { as: ada, body: { item: 'hers' }, ...key })
    const his = await app.request('POST /orders', { as: bob, body: { item: 'his' }, ...key })
    expect([hers.status, his.status]).toEqual([201, 201])
    expect(his.text).not.toContain(hers.body.data.id)
  })

  test('at another endpoint is another key', async () => {
    const key = keyed()
    expect((await app.request('POST /notes', { body: { text: 'one' }, ...key })).status).toBe(201)
    script.run = async () => 'two'
    expect((await app.request('POST /act/x', { body: { text: 'one' }, ...key })).status).toBe(200)
  })

  test('gives nothing to the same person with other roles', async () => {
    const key = keyed('roles')
    const order = { body: { item: 'roles' }, ...key }
    expect((await app.request('POST /orders', { as: { ...ada, roles: ['user'] }, ...order })).status).toBe(
      201,
    )
    const other = await app.request('POST /orders', { as: { ...ada, roles: [] }, ...order })
    expect([other.status, other.body.error.code]).toEqual([422, 'idempotency_key_reused'])
  })

  test('that is quoted is the same as without quotes', async () => {
    const key = randomUUID()
    const first = await app.request('POST /notes', { body: { text: 'q' }, ...keyed(key) })
    const again = await app.request('POST /notes', { body: { text: 'q' }, ...keyed(`"${key}"`) })
    expect(again.text).toBe(first.text)
  })

  test.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['with a space', 'a b'],
    ['of two', `${'a'.repeat(32)}, ${'b'.repeat(32)}`],
    ['with an open quote', '"abc'],
    ['beyond ASCII', 'caf\u00e9'],
  ])('that is %s is refused by name', async (_what, key) => {
    const refused = await app.request('POST /orders', { as: ada, body: { item: 'never' }, ...keyed(key) })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'idempotency_key_malformed'])
  })

  test('that anybody could guess is refused of a caller who is nobody', async () => {
    const refused = await app.request('POST /notes', { body: { text: 'n' }, ...keyed('1') })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'idempotency_key_guessable'])
  })

  test('is asked for where it is required', async () => {
    const before = runs
    const refused = await app.request('POST /must')
    expect([refused.status, refused.body.error.code]).toEqual([400, 'idempotency_key_missing'])
    const key = keyed()
    expect((await app.request('POST /must', key)).status).toBe(204)
    const again = await app.request('POST /must', key)
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([204, 'true'])
    expect(runs).toBe(before + 1)
  })
})

test('nothing secret is stored: no key, no caller, no token', async () => {
  const key = `a-key-to-look-for-${randomUUID()}`
  const first = await app.request('POST /token', keyed(key))
  expect(first.status).toBe(201)
  const people = await app.db.count(Person)
  const again = await app.request('POST /token', keyed(key))
  expect([again.status, again.body.error.code]).toEqual([409, 'idempotent_answer_withheld'])
  expect(await app.db.count(Person)).toBe(people)
  const kept = JSON.stringify(
    await sql("SELECT *, encode(key, 'escape') AS text FROM lintel.idempotency_keys"),
  )
  for (const secret of [key, first.body.data.token]) expect(kept).not.toContain(secret)
})

test('an answer that is too long is not kept, and its effect is once', async () => {
  const key = keyed()
  expect((await app.request('POST /long', key)).body.data.text).toHaveLength(2_000_000)
  expect((await app.request('POST /long', key)).body.error.code).toBe('idempotent_answer_withheld')
  expect(await app.db.count(Note, { text: 'long' })).toBe(1)
})

test('events are told of once', async () => {
  const key = keyed()
  await Promise.all(Array.from({ length: 5 }, () => app.request('POST /emit', key)))
  await app.request('POST /emit', key)
  await app.idle()
  expect(await countOf(Told)).toBe(1)
})

test('twenty at once make one, and the others are told to wait or answered the same', async () => {
  const request = { as: ada, body: { item: 'twenty' }, ...keyed() }
  const answers = await Promise.all(Array.from({ length: 20 }, () => app.request('POST /orders', request)))
  const done = answers.filter(({ status }) => status === 201)
  const waiting = answers.filter(({ status }) => status === 409)
  expect(done.length).toBeGreaterThan(0)
  expect(done.length + waiting.length).toBe(20)
  expect(new Set(done.map(({ text }) => text)).size).toBe(1)
  for (const { body, headers } of waiting) {
    expect(body.error.code).toBe('idempotent_request_in_flight')
    expect(headers.get('retry-after')).toBe('1')
  }
  expect(await app.db.count(Order, { item: 'twenty' })).toBe(1)
})

test('an answer is kept as long as it should be, and then forgotten', async () => {
  const request = { body: { text: 'old' }, ...keyed() }
  await app.request('POST /notes', request)
  const [kept] = await sql<{ hours: number }>(
    `SELECT round(extract(epoch FROM max(expires_at) - now()) / 3600)::integer AS hours FROM lintel.idempotency_keys`,
  )
  expect(kept?.hours).toBe(24)
  await sql("UPDATE lintel.idempotency_keys SET expires_at = now() - interval '1 second'")
  const again = await app.request('POST /notes', request)
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, null])
  expect(await app.db.count(Note, { text: 'old' })).toBe(2)
})
