import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../contract/json.ts'
import { schemaToTypeScript } from './json-schema-to-typescript.ts'
import { name } from './type-node.ts'

const schemas: Record<string, JsonSchema> = {
  Cat: {
    type: 'object',
    properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
    required: ['kind'],
  },
  Dog: {
    type: 'object',
    properties: { kind: { const: 'dog' }, name: { type: 'string' } },
    required: ['kind'],
  },
}

function typeOf(schema: JsonSchema): string {
  return schemaToTypeScript(schema, {
    referenceTo: (reference) => name(reference.slice(2)),
    resolve: (reference) => schemas[reference.slice(2)] ?? true,
  })
}

const cat = { $ref: '#/Cat' }
const dog = { $ref: '#/Dog' }

test.each<[JsonSchema, string]>([
  [true, 'unknown'],
  [false, 'never'],
  [{}, 'unknown'],
  [{ not: {} }, 'never'],
  [{ not: { type: 'string' } }, 'unknown'],
  [{ type: 'string' }, 'string'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['integer', 'number'] }, 'number'],
  [{ type: 'boolean' }, 'boolean'],
  [{ type: 'null' }, 'null'],
  [{ type: ['null', 'string'] }, 'string | null'],
  [{ type: 'string', format: 'binary' }, 'string'],
  [{ enum: ['a', "it's", 1, true, null] }, `'a' | "it's" | 1 | true | null`],
  [{ enum: ['a"b\'c\n'] }, `'a"b\\'c\\n'`],
  [{ const: 'a' }, "'a'"],
  [{ const: { a: [1, 'x'] } }, "{ a: [1, 'x'] }"],
  [cat, 'Cat'],
  [{ ...cat, description: 'beside' }, 'Cat'],
])('%j is %s', (schema, type) => {
  expect(typeOf(schema)).toBe(type)
})

describe('arrays', () => {
  test.each<[JsonSchema, string]>([
    [{ type: 'array' }, 'unknown[]'],
    [{ items: { type: 'string' } }, 'string[]'],
    [{ type: 'array', items: { type: ['string', 'null'] } }, '(string | null)[]'],
    [{ type: 'array', items: { allOf: [cat, dog] } }, '(Cat & Dog)[]'],
    [{ prefixItems: [{ type: 'string' }, cat], minItems: 1 }, '[string, Cat?, ...unknown[]]'],
    [{ prefixItems: [{ type: 'string' }, cat], minItems: 2, items: false }, '[string, Cat]'],
    [{ prefixItems: [{ type: 'string' }], minItems: 1, maxItems: 1 }, '[string]'],
    [{ prefixItems: [{ type: 'string' }], items: { enum: [1, 2] } }, '[string?, ...(1 | 2)[]]'],
  ])('%j is %s', (schema, type) => {
    expect(typeOf(schema)).toBe(type)
  })
})

describe('objects', () => {
  test.each<[JsonSchema, string]>([
    [{ type: 'object' }, '{ [key: string]: unknown }'],
    [{ type: 'object', additionalProperties: false }, 'Record<string, never>'],
    [{ additionalProperties: { type: 'number' } }, '{ [key: string]: number }'],
    [{ patternProperties: { '^x': cat }, additionalProperties: false }, '{ [key: string]: Cat }'],
    [
      { properties: { a: {}, 'b-c': { type: 'string' } }, required: ['b-c'] },
      "{ a?: unknown; 'b-c': string }",
    ],
    [{ properties: { a: { type: 'number' } }, additionalProperties: false }, '{ a?: number }'],
    [
      { properties: { a: { type: 'number' } }, additionalProperties: { type: 'string' } },
      '{ a?: number; [key: string]: string | number | undefined }',
    ],
    [
      { properties: { a: { type: 'number' } }, required: ['a'], unevaluatedProperties: { type: 'string' } },
      '{ a: number; [key: string]: string | number }',
    ],
    [{ properties: { a: {} }, additionalProperties: true }, '{ a?: unknown; [key: string]: unknown }'],
    [{ required: ['a'] }, '{ a: unknown }'],
  ])('%j is %s', (schema, type) => {
    expect(typeOf(schema)).toBe(type)
  })

  test('say in comments what their types cannot', () => {
    const properties = {
      at: { type: 'string', format: 'date-time', description: 'When.\n\nEnds a comment: */ not here.' },
      old: { type: 'integer', default: 3, deprecated: true },
    }
    expect(typeOf({ properties })).toBe(`{
  /**
   * When.
   *
   * Ends a comment: *\\/ not here.
   * @format date-time
   */
  at?: string
  /**
   * @default 3
   * @deprecated
   */
  old?: number
}`)
  })
})

describe('combinations', () => {
  test.each<[JsonSchema, string]>([
    [{ oneOf: [cat, dog] }, 'Cat | Dog'],
    [{ anyOf: [{ type: 'string' }, { type: ['string', 'null'] }] }, 'string | null'],
    [{ anyOf: [cat, {}] }, 'unknown'],
    [{ oneOf: [cat, false] }, 'Cat'],
    [{ allOf: [cat, dog] }, 'Cat & Dog'],
    [{ allOf: [cat, {}] }, 'Cat'],
    [{ type: 'object', allOf: [cat, { properties: { a: {} } }] }, 'Cat & { a?: unknown }'],
    [{ allOf: [cat], anyOf: [dog, { type: 'null' }] }, 'Cat & (Dog | null)'],
    [{ properties: { a: {} }, oneOf: [cat, dog] }, '{ a?: unknown } & (Cat | Dog)'],
    // What is only required takes its type from the schema it is required of.
    [{ allOf: [cat, { required: ['lives'] }] }, 'Cat & { lives: number }'],
    [
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'number' } },
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      '{ a?: string; b?: number } & ({ a: string } | { b: number })',
    ],
    [{ type: 'string', oneOf: [{ format: 'date' }, { format: 'uuid' }] }, 'string'],
  ])('%j is %s', (schema, type) => {
    expect(typeOf(schema)).toBe(type)
  })

  test.each([
    [{ kitten: '#/Cat', cat: 'Cat', dog: '#/Dog' }, "({ kind: 'kitten' | 'cat' } & Cat) | Dog"],
    [undefined, "({ kind: 'Cat' } & Cat) | Dog"],
  ])('a discriminator with the mapping %j tells the alternatives apart', (mapping, type) => {
    const discriminator = { propertyName: 'kind', ...(mapping ? { mapping } : {}) }
    expect(typeOf({ oneOf: [cat, dog], discriminator })).toBe(type)
  })
})

test('what does not fit on a line is broken where a reader expects it', () => {
  const words = Array.from({ length: 12 }, (_, index) => `a rather long word ${index}`)
  const schema = { properties: { list: { type: 'array', items: { enum: words } } } }
  expect(typeOf(schema).split('\n').slice(0, 4)).toEqual([
    '{',
    '  list?: (',
    "    | 'a rather long word 0'",
    "    | 'a rather long word 1'",
  ])
})
