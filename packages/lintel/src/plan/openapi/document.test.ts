import { expect, test } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { operation } from '../../spec/operation.ts'
import { resource } from '../../spec/resource.ts'
import { anyone } from '../../spec/rules.ts'
import { objectOr } from '../contract/json.ts'
import { openApiDocument } from './document.ts'
import { checkExamples, withoutExample } from './examples.fixture.ts'
import { lint } from './linters.fixture.ts'
import type { OpenApiDocument } from './open-api.ts'
import { shopModel } from './shop.fixture.ts'

const shop = openApiDocument(shopModel())
// A licence is the author's to give.
const onlyWarning = ['info-license #/info: Info object should contain `license` field.']

test('two linters find nothing wrong with it', async () => {
  expect(await lint(shop)).toEqual({ errors: [], warnings: onlyWarning })
})

test('the linters would find something', async () => {
  const { security: _security, ...bare } = objectOr(objectOr(shop.paths['/v1/users']).get)
  const broken = { ...shop, paths: { '/v1/users': { get: { ...bare, responses: 1 } } } }
  const { errors } = await lint(broken as unknown as OpenApiDocument)
  expect(errors.length).toBeGreaterThan(1)
})

test('every example is what its schema says, and every body has one', () => {
  const { count, faults } = checkExamples(shop)
  expect(faults).toEqual([])
  expect(count).toBeGreaterThan(100)
  expect(withoutExample(shop)).toEqual([])
})

test('a wrong example would be found', () => {
  const users = objectOr(shop.paths['/v1/users'])
  const content = {
    'application/json': { schema: { $ref: '#/components/schemas/UserCreate' }, example: { email: 1 } },
  }
  const paths = { '/v1/users': { ...users, post: { requestBody: { content } } } }
  expect(checkExamples({ ...shop, paths }).faults).toHaveLength(1)
})

test('it is plain JSON, and the same each time', () => {
  expect(JSON.parse(JSON.stringify(shop))).toEqual(shop)
  expect(JSON.stringify(openApiDocument(shopModel()))).toBe(JSON.stringify(shop))
})

test('it documents every route of resources and operations', () => {
  const routes = Object.entries(shop.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, each]) => `${objectOr(each).operationId} ${method} ${path}`),
  )
  expect(routes).toMatchInlineSnapshot(`
    [
      "listUsers get /v1/users",
      "createUser post /v1/users",
      "readUser get /v1/users/{id}",
      "replaceUser put /v1/users/{id}",
      "updateUser patch /v1/users/{id}",
      "deleteUser delete /v1/users/{id}",
      "listCategories get /v1/categories",
      "createCategory post /v1/categories",
      "readCategory get /v1/categories/{id}",
      "replaceCategory put /v1/categories/{id}",
      "updateCategory patch /v1/categories/{id}",
      "removeCategory delete /v1/categories/{id}",
      "createCategories post /v1/categories/bulk",
      "listProducts get /v1/products",
      "createProduct post /v1/products",
      "readProduct get /v1/products/{id}",
      "replaceProduct put /v1/products/{id}",
      "updateProduct patch /v1/products/{id}",
      "deleteProduct delete /v1/products/{id}",
      "createProducts post /v1/products/bulk",
      "listOrders get /v1/orders",
      "createOrder post /v1/orders",
      "readOrder get /v1/orders/{id}",
      "replaceOrder put /v1/orders/{id}",
      "updateOrder patch /v1/orders/{id}",
      "deleteOrder delete /v1/orders/{id}",
      "listArchiveOrders get /v1/archive/orders",
      "readArchiveOrder get /v1/archive/orders/{id}",
      "placeOrder post /v1/orders/place",
      "signIn post /v1/sign-in",
      "salesReport get /v1/reports/sales/{year}",
      "cancelOrder post /v1/orders/{order}/cancel",
    ]
  `)
})

test('nothing private is in it', () => {
  const text = JSON.stringify(shop)
  expect(text).not.toContain('internalNote')
  expect(text).not.toContain('deletedAt')
  expect(objectOr(objectOr(shop.components.schemas?.User).properties)).not.toHaveProperty('password')
})

test('an application without identity has no word of tokens', async () => {
  const note = entity('note', { text: t.text() })
  const ping = operation('GET /ping', { summary: 'Ping', allow: anyone, run: () => undefined })
  const notes = resource(note, { read: anyone, create: anyone })
  const { model } = application('Notes', { parts: [{ note, notes, ping }] })
  const document = openApiDocument(model, { serverUrl: 'https://notes.example.org/' })
  expect((await lint(document)).errors).toEqual([])
  expect(document.servers).toEqual([{ url: 'https://notes.example.org' }])
  expect(JSON.stringify(document)).not.toContain('accessToken')
})

test('an application without anything is a document without paths', async () => {
  const document = openApiDocument(application('Nothing', { parts: [] }).model)
  expect(document.paths).toEqual({})
  // OpenAPI 3.1 §4.8.1 allows it; one of the linters is stricter.
  expect((await lint(document)).errors).toEqual([expect.stringContaining('at least one entry')])
})
