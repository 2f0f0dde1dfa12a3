import { expect, test } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import type { Json } from '../../spec/model.ts'
import { resource } from '../../spec/resource.ts'
import { anyone } from '../../spec/rules.ts'
import { isList, isObject, type JsonObject, objectOr } from '../contract/json.ts'
import { valueAt } from '../contract/json-pointer.ts'
import { openApiDocument } from './document.ts'
import { newValidator } from './examples.fixture.ts'
import { shopModel } from './shop.fixture.ts'

const shop = openApiDocument(shopModel())

function operationAt(path: string, method: string): JsonObject {
  return objectOr(objectOr(shop.paths[path])[method])
}

function parametersAt(path: string, method: string): Map<string, JsonObject> {
  const { parameters } = operationAt(path, method)
  const followed = (isList(parameters) ? parameters : []).map(objectOr).map((parameter) => {
    const reference = parameter.$ref
    return typeof reference === 'string' ? objectOr(valueAt(shop, reference.slice(1))) : parameter
  })
  return new Map(followed.map((parameter) => [String(parameter.name), parameter]))
}

const namesAt = (path: string, method = 'get') => [...parametersAt(path, method).keys()]
const statusesAt = (path: string, method: string) =>
  Object.keys(objectOr(operationAt(path, method).responses))

test('a list has the grammar of its resource', () => {
  expect(namesAt('/v1/products').filter((name) => !/^(name|views|created|main|desc)/.test(name))).toEqual([
    ...['limit', 'after', 'before', 'count', 'search', 'sort', 'include', 'fields'],
    ...['price', 'price[ne]', 'price[in]', 'price[lt]', 'price[lte]', 'price[gt]', 'price[gte]'],
    ...['published', 'published[ne]', 'published[in]'],
  ])
  expect(namesAt('/v1/orders')).not.toContain('search')
  expect(namesAt('/v1/users')).toEqual(['limit', 'after', 'before', 'count', 'fields'])
  expect(parametersAt('/v1/products', 'get').get('limit')?.schema).toMatchObject({
    maximum: 200,
    default: 25,
  })
})

test('operators depend on the kind of the field at the end of the path', () => {
  const operators = (field: string) =>
    namesAt('/v1/products').flatMap((name) =>
      name.startsWith(`${field}[`) ? [name.slice(field.length)] : [],
    )
  expect(operators('description')).toEqual(['[ne]', '[in]', '[prefix]', '[null]'])
  expect(operators('mainCategory')).toEqual(['[ne]', '[in]', '[null]'])
  expect(operators('views')).toEqual(['[ne]', '[in]', '[lt]', '[lte]', '[gt]', '[gte]'])
  expect(namesAt('/v1/orders')).toContain('items.quantity[gte]')
})

test('sort, include and fields take exactly the names that are allowed', () => {
  const accepts = (name: string, text: string) =>
    newValidator().validate(objectOr(parametersAt('/v1/products', 'get').get(name)?.schema), text)
  expect(['name', '-price', '-createdAt,name'].filter((text) => !accepts('sort', text))).toEqual([])
  expect(['', 'sku', 'name,', '--name', 'names', 'xname'].filter((text) => accepts('sort', text))).toEqual([])
  expect(accepts('include', 'categories,mainCategory')).toBe(true)
  expect(accepts('include', 'mainCategoryX')).toBe(false)
  expect(parametersAt('/v1/orders', 'get').get('include')?.description).toContain(
    '`items`, `items.product`, `items.product.mainCategory`, `customer`',
  )
  expect(accepts('fields', 'id,sku')).toBe(true)
  expect(accepts('fields', 'internalNote')).toBe(false)
})

test('a relation is an id, or a row where it may be included', () => {
  const property = (schema: string, name: string) =>
    objectOr(shop.components.schemas?.[schema]?.properties)[name]
  expect(property('Order', 'customer')).toMatchObject({
    oneOf: [{ type: 'string', format: 'uuid' }, { $ref: '#/components/schemas/User' }],
  })
  expect(property('Order', 'items')).toMatchObject({ items: { $ref: '#/components/schemas/OrderItem' } })
  expect(property('OrderItem', 'product')).toMatchObject({
    oneOf: [{}, { $ref: '#/components/schemas/Product' }],
  })
  expect(property('Product', 'mainCategory')).toMatchObject({ oneOf: [{ type: ['integer', 'null'] }, {}] })
  expect(property('OrderItem', 'order')).toEqual({ type: 'string', format: 'uuid' })
  expect(shop.components.schemas?.Order?.required).not.toContain('items')
})

test('rows with and without included relations, and with some fields alone, are what reads answer', () => {
  const ajv = newValidator().addSchema(shop, 'document')
  const pointer = '/paths/~1v1~1orders~1%7Bid%7D/get/responses/200/content/application~1json'
  const answers = ajv.compile({ $ref: `document#${pointer}/schema` })
  const { data } = valueAt(shop, decodeURIComponent(`${pointer}/example`)) as {
    data: { [key: string]: Json }
  }
  const { data: customer } = valueAt(
    shop,
    '/paths/~1v1~1users~1{id}/get/responses/200/content/application~1json/example',
  ) as { data: Json }
  expect(answers({ data })).toBe(true)
  expect(answers({ data: { ...data, customer, items: [] } })).toBe(true)
  expect(answers({ data: { total: '1.00' } })).toBe(true)
  expect(answers({ data: { ...data, secret: 1 } })).toBe(false)
  expect(answers({ data: { ...data, customer: { id: 1 } } })).toBe(false)
})

test('an operation has the refusals that it can give, and no others', () => {
  expect(statusesAt('/v1/orders', 'get')).toEqual(['200', '400', '401', '406', '414', '500', '503'])
  // Also who needs no token is refused with a wrong one.
  expect(statusesAt('/v1/categories', 'get')).toContain('401')
  expect(statusesAt('/v1/archive/orders', 'get')).toContain('403')
  // The address of a user is unique; an order has nothing unique, but may be under way by the same key.
  expect(statusesAt('/v1/users', 'post')).toContain('409')
  expect(statusesAt('/v1/orders', 'post')).toContain('409')
  expect(statusesAt('/v1/orders/{id}', 'patch')).not.toContain('409')
  // Orders refer to users and hold them back; products are only marked as deleted; items go with their order.
  expect(statusesAt('/v1/users/{id}', 'delete')).toContain('409')
  expect(statusesAt('/v1/products/{id}', 'delete')).not.toContain('409')
  expect(statusesAt('/v1/orders/{id}', 'delete')).not.toContain('409')
  expect(statusesAt('/v1/orders/{id}', 'patch')).toEqual(
    expect.arrayContaining(['403', '404', '408', '412', '413', '415']),
  )
  expect(statusesAt('/v1/orders', 'post')).not.toContain('403')
})

test('who may call it decides what it asks for', () => {
  const open = [{}, { accessToken: [] }]
  expect(operationAt('/v1/users', 'post').security).toEqual(open)
  expect(operationAt('/v1/products', 'get').security).toEqual(open)
  expect(operationAt('/v1/products', 'post').security).toEqual([{ accessToken: [] }])
  expect(operationAt('/v1/users', 'get').security).toEqual([{ accessToken: [] }])
  expect(operationAt('/v1/users', 'get').description).toBe('For whoever it is about, or the role `admin`.')
})

test('personal data is marked wherever it stands', () => {
  const marked = JSON.stringify(shop.components.schemas?.User)
  expect(marked).toContain('"email":{"type":"string","format":"email","x-personal-data":true}')
  const contact = objectOr(objectOr(shop.components.schemas?.PlaceOrderInput?.properties).contact)
  expect(objectOr(objectOr(contact.properties).phone)['x-personal-data']).toBe(true)
  expect(JSON.stringify(shop.components.schemas?.Category)).not.toContain('x-personal-data')
})

test('a deprecated resource says since when, until when, and what instead', () => {
  const list = operationAt('/v1/archive/orders', 'get')
  expect(list.deprecated).toBe(true)
  const { headers } = objectOr(objectOr(list.responses)['200'])
  expect(
    isObject(headers) && Object.entries(headers).map(([name, each]) => [name, objectOr(each).example]),
  ).toEqual([
    ['Deprecation', '@1767225600'],
    ['Sunset', 'Fri, 01 Jan 2027 00:00:00 GMT'],
    ['Link', '<https://example.com/orders>; rel="deprecation"; type="text/html"'],
  ])
})

test('every name is there once, an author’s own first', () => {
  const sheep = entity('sheep', { name: t.string() }, { plural: 'sheep' })
  const error = entity('error', { text: t.text() })
  const parts = {
    ...{ sheep, error },
    flock: resource(sheep, { read: anyone, create: anyone, bulk: true }),
    again: resource(sheep, { path: '/old/sheep', read: anyone }),
    errors: resource(error, { read: anyone }),
  }
  const { paths, components } = openApiDocument(application('Farm', { parts: [parts] }).model)
  const ids = Object.values(paths).flatMap((item) =>
    Object.values(item).map((each) => objectOr(each).operationId),
  )
  expect(ids).toEqual([
    ...['listSheep', 'createSheep', 'readSheep', 'createSheepBulk', 'listOldSheep', 'readOldSheep'],
    ...['listErrors', 'readError'],
  ])
  expect(Object.keys(components.schemas ?? {})).toEqual(expect.arrayContaining(['Error', 'Error2', 'Sheep']))
})
