import { expect, test } from 'vitest'
import { bundledSchema } from './bundled-schema.ts'
import type { JsonSchema } from './json.ts'
import { compileSchema, contractAjv } from './schema-validator.ts'

const contract = {
  document: {
    components: {
      schemas: {
        Tree: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { $ref: '#/components/schemas/a%20name' },
            children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
          },
        },
        'a name': { type: 'string', minLength: 1 },
        a_name: { const: 'another' },
        Unused: { type: 'string' },
      },
      responses: { Tree: { content: { 'a/b': { schema: { type: 'integer' } } } } },
    },
  },
}

function validates(schema: JsonSchema, value: unknown): boolean {
  return compileSchema({ contract, schema, ajv: contractAjv() })(value)
}

test('a recursive schema stands alone, and still looks into every level', () => {
  const schema = { $ref: '#/components/schemas/Tree' }
  expect(bundledSchema(contract, schema)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: '#/$defs/Tree',
    $defs: {
      Tree: { properties: { children: { items: { $ref: '#/$defs/Tree' } } } },
      a_name: { minLength: 1 },
    },
  })
  expect(Object.keys(bundledSchema(contract, schema).$defs ?? {})).toEqual(['Tree', 'a_name'])
  expect(validates(schema, { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] })).toBe(true)
  expect(validates(schema, { name: 'a', children: [{ name: 'b', children: [{ name: '' }] }] })).toBe(false)
})

test('names that fall together after escaping stay apart', () => {
  const schema = {
    anyOf: [{ $ref: '#/components/schemas/a%20name' }, { $ref: '#/components/schemas/a_name' }],
  }
  expect(Object.keys(bundledSchema(contract, schema).$defs ?? {})).toEqual(['a_name', 'a_name_2'])
})

test('a schema anywhere in the document may be meant', () => {
  const schema = { $ref: '#/components/responses/Tree/content/a~1b/schema' }
  expect(validates(schema, 1)).toBe(true)
  expect(validates(schema, 'x')).toBe(false)
})

test('what looks like a reference in a value is none', () => {
  const schema = { const: { $ref: '#/components/schemas/Tree' } }
  expect(bundledSchema(contract, schema)).not.toHaveProperty('$defs')
  expect(validates(schema, { $ref: '#/components/schemas/Tree' })).toBe(true)
})

test('true and false are schemas', () => {
  expect(validates(true, 1)).toBe(true)
  expect(validates(false, 1)).toBe(false)
})

test('formats of OpenAPI are checked, unknown ones are notes', () => {
  expect(validates({ type: 'integer', format: 'int32' }, 2 ** 31)).toBe(false)
  expect(validates({ type: 'string', format: 'uuid' }, 'x')).toBe(false)
  expect(validates({ type: 'string', format: 'colour' }, 'x')).toBe(true)
})
