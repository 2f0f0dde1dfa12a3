/** JSON Schema 2020-12 → the TypeScript type of the values that satisfy it. */
import { isList, isObject, type JsonObject, type JsonSchema } from '../contract/json.ts'
import { schemaList } from '../contract/value-form.ts'
import { arrayTypeOf } from './array-type.ts'
import { alternativeTypes } from './discriminator.ts'
import { objectTypeOf } from './object-type.ts'
import { printType } from './print-type.ts'
import { contextWithin, type SchemaContext, type SchemaNaming } from './schema-context.ts'
import {
  intersectionType,
  name,
  neverType,
  nullType,
  type TypeNode,
  unionType,
  unknownType,
} from './type-node.ts'
import { literalType } from './typescript-text.ts'

/**
 * The type as source text. Limits of a value that TypeScript has no words for (lengths, patterns, `not`,
 * `if`) are left out, so the type may be wider than the schema; it is never `any`.
 *
 * @param naming  what its `$ref`s are called and lead to
 */
export function schemaToTypeScript(schema: JsonSchema, naming: SchemaNaming): string {
  return printType(typeOfSchema(schema, naming))
}

/** The same as data, for larger types to be made of. */
export function typeOfSchema(schema: JsonSchema, naming: SchemaNaming): TypeNode {
  const context: SchemaContext = {
    ...naming,
    propertyAround: () => undefined,
    typeOf: (inner, within) => typeIn(inner, within ?? context),
  }
  return typeIn(schema, context)
}

function typeIn(schema: JsonSchema, around: SchemaContext): TypeNode {
  if (!isObject(schema)) return schema ? unknownType : neverType
  if (isNothing(schema.not)) return neverType
  const within = contextWithin(around, schema)
  const applied = [
    ...(typeof schema.$ref === 'string' ? [around.referenceTo(schema.$ref)] : []),
    ...schemaList(schema.allOf).map((inner) => within.typeOf(inner, within)),
    ...[schema.anyOf, schema.oneOf].map((list) =>
      alternatives(schemaList(list), schema.discriminator, within),
    ),
  ]
  return intersectionType([ownType(schema, around, intersectionType(applied) === unknownType), ...applied])
}

/** `not: {}` refuses every value. */
function isNothing(not: unknown): boolean {
  return not === true || (isObject(not) && Object.keys(not).length === 0)
}

function alternatives(
  schemas: readonly JsonSchema[],
  discriminator: unknown,
  context: SchemaContext,
): TypeNode {
  return schemas.length === 0 ? unknownType : unionType(alternativeTypes(schemas, discriminator, context))
}

/** What the schema says by itself. A bare `type` adds nothing to a type that something else gives already. */
function ownType(schema: JsonObject, context: SchemaContext, isAlone: boolean): TypeNode {
  if (schema.const !== undefined) return literalType(schema.const)
  if (isList(schema.enum)) return unionType(schema.enum.map(literalType))
  const types = typesOf(schema)
  const isBare = ![...objectKeywords, ...arrayKeywords].some((keyword) => schema[keyword] !== undefined)
  if (types.length === 0 || (isBare && !isAlone)) return unknownType
  return unionType(types.map((type) => typeNamed(type, schema, context)))
}

const objectKeywords = [
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'unevaluatedProperties',
]
const arrayKeywords = ['items', 'prefixItems']

/** To the letter, `properties` without `type` lets text through; nobody who writes it means that. */
function typesOf(schema: JsonObject): readonly string[] {
  if (typeof schema.type === 'string') return [schema.type]
  if (isList(schema.type)) return schema.type.map(String)
  if (objectKeywords.some((keyword) => schema[keyword] !== undefined)) return ['object']
  return arrayKeywords.some((keyword) => schema[keyword] !== undefined) ? ['array'] : []
}

function typeNamed(type: string, schema: JsonObject, context: SchemaContext): TypeNode {
  switch (type) {
    case 'object':
      return objectTypeOf(schema, context)
    case 'array':
      return arrayTypeOf(schema, context)
    case 'integer':
    case 'number':
      return name('number')
    case 'string':
      return isBinary(schema) && context.binary ? context.binary : name('string')
    case 'null':
      return nullType
    default:
      return name(type)
  }
}

/** As OpenAPI 3.0 says it, and as 3.1 does. */
function isBinary({ format, contentMediaType, contentEncoding }: JsonObject): boolean {
  return (
    format === 'binary' || (contentMediaType === 'application/octet-stream' && contentEncoding === undefined)
  )
}
