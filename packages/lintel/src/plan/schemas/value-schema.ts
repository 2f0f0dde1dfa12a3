/** The JSON Schema (2020-12) of one value: what is validated and what the OpenAPI document says, from one source. */
import type { Json, JsonSchema, ValueModel } from '../../spec/model.ts'

type MutableSchema = { [key: string]: Json }

// No NUL (PostgreSQL cannot store it); lone surrogates never get past the body reader.
const textPattern = '^[^\\u0000]*$'
const slugPattern = '^[a-z0-9]+(?:-[a-z0-9]+)*$'
const bigintPattern = '^-?(?:0|[1-9][0-9]{0,18})$'
/** PostgreSQL `integer`. */
const integerRange = { minimum: -2_147_483_648, maximum: 2_147_483_647 }

/** The schema of a value, `null` allowed where it is optional. */
export function valueSchema(value: ValueModel): JsonSchema {
  const schema = baseSchema(value)
  if (value.description !== undefined) schema.description = value.description
  if (value.default && 'value' in value.default) schema.default = value.default.value
  return value.optional ? nullable(schema) : schema
}

/** An object of these values, closed: an unknown key is refused. */
export function objectSchema(fields: Readonly<Record<string, ValueModel>>): JsonSchema {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, valueSchema(value)]),
  )
  const required = Object.entries(fields).flatMap(([name, value]) => (isRequired(value) ? [name] : []))
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  }
}

export function isRequired(value: ValueModel): boolean {
  return !value.optional && value.default === undefined
}

function nullable(schema: MutableSchema): JsonSchema {
  if (Array.isArray(schema.enum)) return { ...schema, type: ['string', 'null'], enum: [...schema.enum, null] }
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] }
  return { anyOf: [schema, { type: 'null' }] }
}

function baseSchema(value: ValueModel): MutableSchema {
  switch (value.kind) {
    case 'uuid':
      return { type: 'string', format: 'uuid' }
    case 'ref':
    case 'many':
    case 'manyToMany':
      return idSchema(value)
    case 'text':
      return text(value, value.pattern ?? textPattern)
    case 'password':
      return { ...text(value, textPattern), format: 'password', writeOnly: true }
    case 'slug':
      return text(value, slugPattern)
    case 'email':
      return { ...text(value), format: 'email' }
    case 'url':
      return { ...text(value), format: 'uri', pattern: '^https?://' }
    case 'integer':
      if (value.default && 'generated' in value.default) return idSchema({ ...value, idKind: 'integer' })
      return {
        type: 'integer',
        minimum: value.min ?? integerRange.minimum,
        maximum: value.max ?? integerRange.maximum,
      }
    case 'bigint':
      return { type: 'string', pattern: bigintPattern, format: 'int64' }
    case 'decimal':
      return { type: 'string', pattern: decimalPattern(value), format: 'decimal', ...decimalBounds(value) }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'timestamp':
      return { type: 'string', format: 'date-time' }
    case 'enum':
      return { type: 'string', enum: [...(value.values ?? [])] }
    case 'json':
      return { ...(value.schema ?? {}) }
    case 'list':
      return { type: 'array', items: value.items ? valueSchema(value.items) : {}, ...listBounds(value) }
    case 'object':
      return { ...objectSchema(value.fields ?? {}) }
  }
}

function idSchema(value: ValueModel): MutableSchema {
  if (value.idKind === 'integer') return { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }
  return { type: 'string', format: 'uuid' }
}

function text(value: ValueModel, pattern?: string): MutableSchema {
  return {
    type: 'string',
    ...(value.min === undefined ? {} : { minLength: value.min }),
    ...(value.max === undefined ? {} : { maxLength: value.max }),
    ...(pattern === undefined ? {} : { pattern }),
  }
}

function listBounds(value: ValueModel): MutableSchema {
  return {
    ...(value.min === undefined ? {} : { minItems: value.min }),
    ...(value.max === undefined ? {} : { maxItems: value.max }),
  }
}

/** Digits before and after the point, as `numeric(precision, scale)` takes them without rounding. */
function decimalPattern({ precision = 38, scale = 0 }: ValueModel): string {
  const whole = Math.max(precision - scale, 0)
  const integerPart = whole === 0 ? '0' : whole === 1 ? '[0-9]' : `(?:0|[1-9][0-9]{0,${whole - 1}})`
  return `^-?${integerPart}${scale > 0 ? `(?:\\.[0-9]{1,${scale}})?` : ''}$`
}

/** Keywords of our own validator: JSON Schema cannot compare numbers written as strings. */
function decimalBounds(value: ValueModel): MutableSchema {
  return {
    ...(value.min === undefined ? {} : { 'x-minimum': value.min }),
    ...(value.max === undefined ? {} : { 'x-maximum': value.max }),
  }
}
