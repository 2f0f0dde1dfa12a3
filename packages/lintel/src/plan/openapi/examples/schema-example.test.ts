import { expect, test } from 'vitest'
import type { Json, JsonSchema } from '../../../spec/model.ts'
import { newValidator } from '../examples.fixture.ts'
import { schemaExample } from './schema-example.ts'

const ajv = newValidator()
const exampleOf = (schema: JsonSchema, name = 'value'): Json | undefined =>
  schemaExample(schema, { name, of: 'thing', resolve: () => undefined })

const patterns = [
  ...[
    '^[A-Z]{3}-[0-9]{4,6}(?:-[a-z]+)?$',
    '^\\+[1-9]\\d{1,14}$',
    '^(?:red|green|blue)$',
    '^[^@\\s]+@[^@\\s]+$',
  ],
  ...[
    '^(?=.*[0-9])(?=.*[A-Z])[A-Za-z0-9]{8,}$',
    '^#[0-9a-f]{6}$',
    '^\\p{Lu}\\p{Ll}+$',
    '^DE\\d{20}$',
    '^[\\w.-]+\\.zip$',
  ],
  ...[
    '^v\\d+\\.\\d+\\.\\d+(-[a-z]+(\\.\\d+)?)?$',
    '^(?!admin).+$',
    '^.{5}$',
    '^\\u0041[\\x42]{2}$',
    'x',
    '^(?<year>\\d{4})$',
  ],
  ...[
    '^[A-Z]{2}[0-9]{2}(?: [A-Z0-9]{4}){4}$',
    '^/(?:[a-z]+/)*$',
    '^[\\[\\]]+$',
    '^a{3}b{2,}c{0,4}$',
    '^\\$[0-9,]+\\.\\d\\d$',
    '^é+ñ$',
    '^(?:){1000000000}a$',
  ],
]

test.each(patterns)('a text for %s', (pattern) => {
  const schema = { type: 'string', pattern }
  expect(exampleOf(schema)).toSatisfy((text: unknown) => ajv.validate(schema, text))
})

const schemas: readonly JsonSchema[] = [
  { type: 'string', pattern: '^[a-z]*$', minLength: 20 },
  { type: 'string', pattern: '^[0-9]+$', minLength: 12, maxLength: 12 },
  { type: 'string', minLength: 400, maxLength: 410 },
  { type: 'string', maxLength: 1 },
  { type: 'string', format: 'password', minLength: 8, maxLength: 10 },
  { type: 'string', maxLength: 0 },
  { type: 'integer', minimum: 7, multipleOf: 5 },
  { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
  { type: 'number', maximum: -3 },
  { type: ['string', 'null'], format: 'date-time' },
  { type: ['integer', 'null'], minimum: 5 },
  { enum: ['a', 1] },
  { const: { fixed: true } },
  { anyOf: [{ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }, { type: 'null' }] },
  {
    allOf: [
      { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
      { properties: { b: { type: 'boolean' } } },
    ],
  },
  { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 3, uniqueItems: true },
  { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
  { type: 'array', items: { type: 'number' }, maxItems: 0 },
  { format: 'ipv6' },
  {},
  ...['uuid', 'email', 'uri', 'date', 'date-time', 'ipv4', 'hostname', 'duration'].map((format) => ({
    type: 'string',
    format,
  })),
  ...['^-?0(?:\\.[0-9]{1,2})?$', '^-?[0-9]$', '^-?(?:0|[1-9][0-9]{0,9})(?:\\.[0-9]{1,2})?$'].map(
    (pattern) => ({
      type: 'string',
      format: 'decimal',
      pattern,
    }),
  ),
  { type: 'string', format: 'decimal', pattern: '^-?[0-9]{1,4}$', 'x-minimum': 100, 'x-maximum': 120 },
  { type: 'string', format: 'decimal', pattern: '^-?[0-9]{1,4}$', 'x-maximum': -5 },
]

test.each(schemas)('a value for %j', (schema) => {
  const example = exampleOf(schema)
  expect(example).toBeDefined()
  expect(ajv.validate(schema, example), ajv.errorsText()).toBe(true)
})

test('names make it life-like, and the same each time', () => {
  const row = {
    type: 'object',
    properties: Object.fromEntries(
      ['firstName', 'city', 'endsAt', 'startsAt', 'orderId'].map((name) => [
        name,
        { type: 'string', ...(name.endsWith('At') ? { format: 'date-time' } : {}) },
      ]),
    ),
  }
  expect(exampleOf(row)).toEqual(exampleOf(row))
  expect(exampleOf(row)).toMatchObject({ firstName: 'Ada', city: 'Berlin', orderId: 'Example order id' })
  const { startsAt, endsAt } = exampleOf(row) as { startsAt: string; endsAt: string }
  expect(startsAt < endsAt).toBe(true)
})

test('no example is better than a wrong one', () => {
  expect(exampleOf({ type: 'string', pattern: '^(a)\\1\\1$' })).toBeUndefined()
  expect(exampleOf({ type: 'string', pattern: '(' })).toBeUndefined()
  expect(exampleOf({ type: 'string', format: 'email', maxLength: 5 })).toBeUndefined()
  expect(exampleOf({ type: 'integer', minimum: 6, maximum: 9, multipleOf: 5 })).toBeUndefined()
  const missing = { type: 'object', properties: { a: { type: 'string', pattern: '(?!)' } } }
  expect(exampleOf({ ...missing, required: ['a'] })).toBeUndefined()
  expect(exampleOf(missing)).toEqual({})
})

test('patterns that repeat without end cost little', () => {
  const start = performance.now()
  exampleOf({ type: 'string', pattern: '^((((((a*)*)*)*)*)*)*!$', minLength: 5000 })
  expect(performance.now() - start).toBeLessThan(500)
})
