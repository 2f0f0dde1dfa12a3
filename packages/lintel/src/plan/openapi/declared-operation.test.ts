import { expect, test } from 'vitest'
import { application } from '../../spec/application.ts'
import { call, client } from '../../spec/client.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { identity } from '../../spec/identity.ts'
import { operation } from '../../spec/operation.ts'
import { anyone, signedIn } from '../../spec/rules.ts'
import { objectOr } from '../contract/json.ts'
import { valueAt } from '../contract/json-pointer.ts'
import { openApiDocument } from './document.ts'
import { newValidator } from './examples.fixture.ts'
import { shopModel } from './shop.fixture.ts'

const shop = openApiDocument(shopModel())
const responses = objectOr(valueAt(shop, '/paths/~1v1~1orders~1place/post/responses'))

test('declared errors stand under their status with their codes and an example of each', () => {
  expect(Object.keys(responses)).toEqual(expect.arrayContaining(['201', '402', '409', '422']))
  expect(objectOr(responses['402'])).toMatchObject({
    description: '`payment_declined`: Payment declined.',
    'x-error-codes': ['payment_declined'],
  })
  const conflict = objectOr(responses['409'])
  expect(conflict['x-error-codes']).toEqual(['out_of_stock', 'price_changed'])
  expect(Object.keys(objectOr(valueAt(conflict, '/content/application~1json/examples')))).toEqual([
    ...['out_of_stock', 'price_changed', 'conflict'],
  ])
})

test('only the declared codes pass where no other refusal has the status', () => {
  const ajv = newValidator().addSchema(shop, 'document')
  const answers = (status: string, type: string) =>
    ajv.compile({
      $ref: `document#/paths/~1v1~1orders~1place/post/responses/${status}/content/application~1${type}/schema`,
    })
  const error = (code: string) => ({ error: { code, message: '', details: [], requestId: 'r' } })
  expect(answers('402', 'json')(error('payment_declined'))).toBe(true)
  expect(answers('402', 'json')(error('other'))).toBe(false)
  expect(answers('409', 'json')(error('write_conflict'))).toBe(true)
  const problem = { type: 'about:blank', title: '', status: 402, errors: [], requestId: 'r' }
  expect(answers('402', 'problem+json')({ ...problem, code: 'payment_declined' })).toBe(true)
  expect(answers('402', 'problem+json')({ ...problem, code: 'other' })).toBe(false)
})

test('an operation that asks another system may answer 502', () => {
  const asking = client('bank', { baseUrl: 'http://127.0.0.1', calls: { ping: call('GET /ping') } })
  const run = () => undefined
  const { model } = application('asking', {
    parts: [
      {
        asks: operation('GET /asks', { summary: 'Ask', allow: anyone, uses: { asking }, run }),
        asksNot: operation('GET /asks-not', { summary: 'Ask not', allow: anyone, run }),
      },
    ],
  })
  const document = openApiDocument(model)
  const statuses = (path: string) =>
    Object.keys(objectOr(valueAt(document, `/paths/~1${path}/get/responses`)))
  expect(statuses('asks')).toContain('502')
  expect(statuses('asks-not')).not.toContain('502')
})

test('bodies are components, and answers stand under data', () => {
  const ajv = newValidator().addSchema(shop, 'document')
  const input = ajv.compile({ $ref: 'document#/components/schemas/PlaceOrderInput' })
  expect(input({ items: [], contact: { phone: '1' } })).toBe(false)
  const schema = valueAt(shop, '/paths/~1v1~1sign-in/post/responses/200/content/application~1json/schema')
  expect(objectOr(responses['201']).headers).toMatchObject({
    Location: { $ref: '#/components/headers/Location' },
  })
  expect(schema).toMatchObject({
    properties: { data: { $ref: '#/components/schemas/SignInOutput' } },
    required: ['data'],
  })
})

test('parameters are those of the route and of the query', () => {
  expect(valueAt(shop, '/paths/~1v1~1reports~1sales~1{year}/get/parameters')).toEqual([
    {
      name: 'year',
      in: 'path',
      required: true,
      schema: { type: 'integer', minimum: 2000, maximum: 2100 },
      example: 2026,
    },
    expect.objectContaining({ name: 'currency', required: true, example: 'EUR' }),
    expect.objectContaining({ name: 'months', style: 'form', explode: false }),
  ])
})

test('paths that differ in the name of a parameter alone are one path', () => {
  expect(Object.keys(shop.paths)).not.toContain('/v1/categories/{category}')
  expect(valueAt(shop, '/paths/~1v1~1categories~1{id}/delete/parameters/0')).toMatchObject({
    name: 'id',
    in: 'path',
  })
})

test('another word before the token is another security scheme', () => {
  const user = entity('user', { email: t.email() })
  const me = operation('GET /me', {
    summary: 'Me',
    allow: signedIn,
    output: user,
    run: () => Promise.reject(),
  })
  const { model } = application('Words', { parts: [{ me, who: identity(user, { scheme: 'Token' }) }] })
  expect(openApiDocument(model).components.securitySchemes?.accessToken).toMatchObject({
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: expect.stringContaining('`Token eyJ…`'),
  })
})
