/** One shape for every refusal: our envelope, or problem+json (RFC 9457) where a caller or a setting asks for it. */
import { anyone, application, entity, identity, operation, Problem, resource, signedIn, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, describe, expect, test } from 'vitest'
import '../matchers.ts'

const User = entity('user', { name: t.string() })
const Item = entity('item', { name: t.string({ max: 5 }), amount: t.integer() })
const parts = {
  users: identity(User),
  items: resource(Item, { read: anyone, create: anyone, delete: signedIn }),
  fail: operation('POST /fail', {
    summary: 'Fail',
    allow: anyone,
    input: { how: t.string() },
    errors: { out_of_stock: 409, payment_declined: { status: 402, title: 'The bank said no.' } },
    run({ input, fail }) {
      if (input.how === 'declared') throw fail('out_of_stock')
      if (input.how === 'titled')
        throw fail('payment_declined', {
          detail: 'Try another card.',
          errors: [{ pointer: '/how', code: 'declined', message: 'was declined.' }],
        })
      if (input.how === 'undeclared') throw fail('nope' as 'out_of_stock')
      if (input.how === 'problem')
        throw new Problem('teapot', {
          status: 418,
          title: 'Short and stout.',
          headers: { 'x-tea': 'yes' },
          cause: new Error('a secret cause'),
        })
      if (input.how === 'text') throw 'a secret text'
      if (input.how === 'null') throw null
      if (input.how === 'late') return Promise.reject(new Error('a secret rejection'))
      throw new Error('SELECT a secret FROM somewhere')
    },
  }),
}
const app = await testApplication(application('errors', { parts: [parts] }))
const other = await testApplication(application('problems', { parts: [parts] }), {
  environment: { ERROR_FORMAT: 'problem' },
})
afterAll(() => Promise.all([app.stop(), other.stop()]))

const problemJson = { accept: 'application/problem+json' }
const refusals: readonly [string, number, string, object?][] = [
  ['GET /nowhere', 404, 'route_not_found'],
  ['PUT /items', 405, 'method_not_allowed'],
  ['GET /items?nope=1', 400, 'query_invalid'],
  ['GET /items/x', 404, 'not_found'],
  ['POST /items', 422, 'invalid', {}],
  ['POST /items', 415, 'media_type_unsupported'],
  ['DELETE /items/x', 401, 'unauthenticated'],
  ['POST /fail', 409, 'out_of_stock', { how: 'declared' }],
  ['POST /fail', 402, 'payment_declined', { how: 'titled' }],
  ['POST /fail', 418, 'teapot', { how: 'problem' }],
  ['POST /fail', 500, 'internal_error', { how: 'error' }],
]

describe('a refusal', () => {
  test.each(refusals)('%s → %i %s is an envelope', async (route, status, code, body) => {
    const answer = await app.request(route, { body })
    expect(answer).toBeRefused(status, code)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  test.each(refusals)('%s → %i %s is a problem document for who asks', async (route, status, code, body) => {
    const answer = await app.request(route, { body, headers: problemJson })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({
      type: `urn:lintel:problem:${code}`,
      status,
      code,
      requestId: answer.headers.get('x-request-id'),
    })
    expect(typeof answer.body.title).toBe('string')
    expect(Array.isArray(answer.body.errors)).toBe(true)
  })

  test('is a problem document where the setting says so, unless the caller asks for JSON', async () => {
    expect((await other.request('GET /nowhere')).headers.get('content-type')).toBe('application/problem+json')
    const asked = await other.request('GET /nowhere', { headers: { accept: 'application/json' } })
    expect(asked).toBeRefused(404, 'route_not_found')
  })

  test('names every wrong field at once, in both forms', async () => {
    const body = { name: 'too long', nope: 1 }
    expect(await app.request('POST /items', { body })).toPointAt('/name', '/nope', '/amount')
    const { errors } = (await app.request('POST /items', { body, headers: problemJson })).body
    expect(errors.map((each: { pointer: string }) => each.pointer).sort()).toEqual([
      '/amount',
      '/name',
      '/nope',
    ])
  })

  test('that is declared says its title, its detail and its fields', async () => {
    const plain = await app.request('POST /fail', { body: { how: 'declared' } })
    expect(plain.body.error.message).toBe('Out of stock.')
    const titled = await app.request('POST /fail', { body: { how: 'titled' }, headers: problemJson })
    expect(titled.body).toMatchObject({
      title: 'The bank said no.',
      detail: 'Try another card.',
      errors: [{ pointer: '/how', code: 'declined' }],
    })
  })

  test('keeps its cause to itself, and sends its headers', async () => {
    const answer = await app.request('POST /fail', { body: { how: 'problem' } })
    expect(answer.headers.get('x-tea')).toBe('yes')
    expect(answer.text).not.toContain('secret')
    expect(app.observations).toContainEqual(expect.objectContaining({ event: 'refused', code: 'teapot' }))
  })

  test('401 names a scheme', async () => {
    expect((await app.request('DELETE /items/x')).headers.get('www-authenticate')).toMatch(/^Bearer/)
  })
})

describe('whatever else is thrown', () => {
  test.each(['error', 'undeclared', 'text', 'null', 'late'])('%s is a fixed 500', async (how) => {
    const answer = await app.request('POST /fail', { body: { how } })
    expect(answer).toBeRefused(500, 'internal_error')
    expect(answer.body.error.message).toBe('Something went wrong on our side.')
    expect(answer.body.error.details).toEqual([])
    expect(answer.text).not.toMatch(/secret|nope|declare/)
    const requestId = answer.headers.get('x-request-id')
    expect(app.observations).toContainEqual(
      expect.objectContaining({ event: 'fault', requestId, where: 'fail' }),
    )
  })
})
