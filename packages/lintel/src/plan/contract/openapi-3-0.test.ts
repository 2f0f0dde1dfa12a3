import { expect, test } from 'vitest'
import { parseContract } from './contract.ts'
import { member } from './json.ts'

function upgraded(schema: object): unknown {
  const document = {
    openapi: '3.0.3',
    info: {},
    paths: {},
    components: { schemas: { A: schema, Other: { type: 'string' } } },
  }
  const contract = parseContract(JSON.stringify(document), 'api.json')
  expect(contract.openapi).toBe('3.0.3')
  expect(contract.document.openapi).toBe('3.1.0')
  return member(member(contract.document.components, 'schemas'), 'A')
}

const other = { $ref: '#/components/schemas/Other' }

test.each([
  [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [{ type: 'string', nullable: false }, { type: 'string' }],
  [
    { type: 'string', nullable: true, enum: ['a'] },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [
    { type: 'string', nullable: true, enum: ['a', null] },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [{ ...other, nullable: true }, { anyOf: [other, { type: 'null' }] }],
  [
    { ...other, maxLength: 3, description: 'It' },
    { ...other, description: 'It' },
  ],
  [
    { type: 'object', allOf: [other], nullable: true },
    { anyOf: [{ type: 'object', allOf: [other] }, { type: 'null' }] },
  ],
  [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  [{ minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
  [{ maximum: 1, exclusiveMaximum: true }, { exclusiveMaximum: 1 }],
  [{ exclusiveMaximum: true }, {}],
  [
    { type: 'string', format: 'byte' },
    { type: 'string', contentEncoding: 'base64' },
  ],
  [
    { type: 'string', format: 'binary' },
    { type: 'string', format: 'binary' },
  ],
  [
    { type: 'string', example: 'a' },
    { type: 'string', examples: ['a'] },
  ],
  [
    {
      type: 'object',
      properties: { nullable: { type: 'array', items: { type: 'integer', nullable: true } } },
    },
    { type: 'object', properties: { nullable: { type: 'array', items: { type: ['integer', 'null'] } } } },
  ],
  [
    { type: 'object', example: { nullable: true } },
    { type: 'object', examples: [{ nullable: true }] },
  ],
])('%j becomes %j', (schema, expected) => {
  expect(upgraded(schema)).toEqual(expected)
})

test('schemas of parameters, bodies and headers are brought over as well', () => {
  const content = { 'application/json': { schema: { type: 'string', nullable: true } } }
  const operation = {
    parameters: [{ name: 'a', in: 'query', schema: { type: 'string', nullable: true } }],
    requestBody: { content },
    responses: {
      200: { description: 'ok', content, headers: { X: { schema: { type: 'string', nullable: true } } } },
    },
  }
  const document = { openapi: '3.0.0', info: {}, paths: { '/a': { post: operation } } }
  const [post] = parseContract(JSON.stringify(document), 'api.json').operations
  const schema = { type: ['string', 'null'] }
  expect(post?.parameters[0]?.schema).toEqual(schema)
  expect(post?.requestBody?.content['application/json']).toEqual({ schema })
  expect(post?.responses['200']?.content['application/json']).toEqual({ schema })
  expect(post?.responses['200']?.headers?.X?.schema).toEqual(schema)
})
