/** Brings the schemas of OpenAPI 3.0 to the forms of 3.1, which are those of JSON Schema 2020-12. */
import type { Json } from '../../spec/model.ts'
import { rootPart, withSchemas } from './document-parts.ts'
import { isList, type JsonObject, objectOr } from './json.ts'

/** @returns a copy of the document that says the same as OpenAPI 3.1.0 */
export function upgradeFromOpenApi30(document: JsonObject): JsonObject {
  return { ...objectOr(withSchemas(rootPart('document', document), upgradeSchema)), openapi: '3.1.0' }
}

function upgradeSchema(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema
  const upgraded = upgradeExample(upgradeBase64(upgradeBounds(withoutSiblingsOfReference(rest))))
  return nullable === true ? withNull(upgraded) : upgraded
}

const annotations = new Set([
  'title',
  'description',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'example',
])

/** OpenAPI 3.0.3 §4.7.23: what stands beside a `$ref` is ignored; what only describes may stay. */
function withoutSiblingsOfReference(schema: JsonObject): JsonObject {
  if (typeof schema.$ref !== 'string') return schema
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key === '$ref' || annotations.has(key)))
}

/** `minimum: 0, exclusiveMinimum: true` → `exclusiveMinimum: 0`. */
function upgradeBounds(schema: JsonObject): JsonObject {
  return upgradeBound(upgradeBound(schema, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum')
}

function upgradeBound(schema: JsonObject, bound: string, exclusive: string): JsonObject {
  if (typeof schema[exclusive] !== 'boolean') return schema
  const { [bound]: limit, [exclusive]: isExclusive, ...rest } = schema
  if (limit === undefined) return rest
  return { ...rest, [isExclusive ? exclusive : bound]: limit }
}

function upgradeBase64(schema: JsonObject): JsonObject {
  if (schema.format !== 'byte') return schema
  const { format: _, ...rest } = schema
  return { ...rest, contentEncoding: 'base64' }
}

function upgradeExample(schema: JsonObject): JsonObject {
  if (schema.example === undefined || schema.examples !== undefined) return schema
  const { example, ...rest } = schema
  return { ...rest, examples: [example] }
}

/**
 * Lets `null` in where the author asked for it, even where 3.0 to the letter ignores `nullable`:
 * beside an `enum` without null, beside a `$ref` or an `allOf`, and without a `type`.
 */
function withNull(schema: JsonObject): JsonObject {
  const isCombined = ['$ref', 'allOf', 'anyOf', 'oneOf'].some((keyword) => schema[keyword] !== undefined)
  if (isCombined || typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] }
  const type: Json = [schema.type, 'null']
  if (!isList(schema.enum) || schema.enum.includes(null)) return { ...schema, type }
  return { ...schema, type, enum: [...schema.enum, null] }
}
