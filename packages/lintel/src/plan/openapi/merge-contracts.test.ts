import { expect, test } from 'vitest'
import { parseContract } from '../contract/contract.ts'
import { objectOr } from '../contract/json.ts'
import { valueAt } from '../contract/json-pointer.ts'
import { openApiDocument } from './document.ts'
import { lint } from './linters.fixture.ts'
import { shopModel } from './shop.fixture.ts'

const blog = (path = '/users/{name}') =>
  parseContract(
    `
openapi: 3.1.0
info: { title: Blog API, version: '1' }
servers: [{ url: https://blog.example.org/blog }]
security: [{ accessToken: [] }]
tags: [{ name: users, description: Not ours. }, { name: blog, description: Posts. }]
paths:
  ${path}:
    parameters: [{ $ref: '#/components/parameters/Name' }]
    get:
      operationId: readUser
      summary: Read an author
      tags: [blog]
      responses:
        '200':
          description: An author.
          content: { application/json: { schema: { $ref: '#/components/schemas/User' } } }
        '4XX': { description: No. }
    post:
      operationId: praise
      summary: Praise an author
      tags: [blog]
      security: []
      responses:
        '204': { description: Thanks. }
        '4XX': { description: No. }
components:
  parameters:
    Name: { name: name, in: path, required: true, schema: { type: string } }
  schemas:
    User: { type: object, properties: { friend: { $ref: '#/components/schemas/User' }, post: { $ref: '#/components/schemas/Post' } } }
    Post: { type: object, properties: { by: { $ref: '#/components/schemas/User' } } }
  securitySchemes:
    accessToken: { type: apiKey, in: header, name: X-Key }
`,
    'blog.yaml',
  )

test('a contract stands beside what is derived, and linters find nothing wrong', async () => {
  const document = openApiDocument(shopModel(), { contracts: [blog()] })
  expect((await lint(document)).errors).toEqual([])
  expect(Object.keys(document.paths)).toContain('/v1/blog/users/{name}')
  expect(document.tags.filter(({ name }) => name === 'users' || name === 'blog')).toEqual([
    { name: 'users', description: 'Somebody who buys or helps.' },
    { name: 'blog', description: 'Posts.' },
  ])
})

test('what has a taken name gets another, and every reference follows', () => {
  const { paths, components } = openApiDocument(shopModel(), { contracts: [blog()] })
  const read = objectOr(paths['/v1/blog/users/{name}']).get
  expect(read).toMatchObject({
    operationId: 'blogApiReadUser',
    security: [{ BlogApiAccessToken: [] }],
    parameters: [{ name: 'name', in: 'path' }],
    responses: {
      200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/BlogApiUser' } } } },
    },
  })
  expect(objectOr(paths['/v1/blog/users/{name}']).post).toMatchObject({ operationId: 'praise', security: [] })
  expect(components.schemas?.Post).toEqual({
    type: 'object',
    properties: { by: { $ref: '#/components/schemas/BlogApiUser' } },
  })
  expect(valueAt(objectOr(components.schemas?.BlogApiUser), '/properties/friend/$ref')).toBe(
    '#/components/schemas/BlogApiUser',
  )
  expect(components.schemas?.User).toEqual(openApiDocument(shopModel()).components.schemas?.User)
  expect(components.securitySchemes).toMatchObject({
    accessToken: { type: 'http' },
    BlogApiAccessToken: { in: 'header' },
  })
})

test('two contracts of one name do not mix', () => {
  const contracts = [blog(), { ...blog(), basePath: '/other' }]
  const { components, paths } = openApiDocument(shopModel(), { contracts })
  expect(Object.keys(components.schemas ?? {})).toEqual(
    expect.arrayContaining(['User', 'BlogApiUser', 'BlogApiUser2', 'Post', 'BlogApiPost']),
  )
  expect(valueAt(objectOr(components.schemas?.BlogApiPost), '/properties/by/$ref')).toBe(
    '#/components/schemas/BlogApiUser2',
  )
  expect(objectOr(paths['/v1/other/users/{name}']).post).toMatchObject({ operationId: 'blogApiPraise' })
})

test('a path of both is one path, under the names that came first', () => {
  const contract = { ...blog(), basePath: '' }
  const { get: _get, ...item } = objectOr(objectOr(contract.document.paths)['/users/{name}'])
  const document = { ...contract.document, paths: { '/users/{name}': item } }
  const { paths } = openApiDocument(shopModel(), { contracts: [{ document, basePath: '' }] })
  expect(Object.keys(paths)).not.toContain('/v1/users/{name}')
  expect(Object.keys(objectOr(paths['/v1/users/{id}']))).toEqual(
    expect.arrayContaining(['get', 'post', 'delete']),
  )
  expect(valueAt(objectOr(paths['/v1/users/{id}']), '/post/parameters/0/name')).toBe('id')
})

test('one method and path with two answers is refused, by name', () => {
  const contracts = [{ ...blog(), basePath: '' }]
  expect(() => openApiDocument(shopModel(), { contracts })).toThrow(
    'The contract "Blog API" answers GET /v1/users/{name}, and so does another part of the application.',
  )
})
