/** The type of an object: its named properties, and an index for the others it may have. */
import type { Json } from '../../spec/model.ts'
import { isList, isObject, isSchema, type JsonObject, type JsonSchema, textOr } from '../contract/json.ts'
import type { SchemaContext } from './schema-context.ts'
import {
  emptyRecord,
  isName,
  mapType,
  type ObjectMember,
  objectType,
  type TypeNode,
  undefinedType,
  unionType,
  unknownType,
} from './type-node.ts'
import { documented, propertyKey } from './typescript-text.ts'

export function objectTypeOf(schema: JsonObject, context: SchemaContext): TypeNode {
  const members = [...namedMembers(schema, context), ...requiredMembers(schema, context)]
  const others = otherProperties(schema, context)
  if (members.length === 0) {
    if (!others) return mapType(unknownType)
    return isName(others, 'never') ? emptyRecord : mapType(others)
  }
  return objectType(others && !isName(others, 'never') ? [...members, indexMember(members, others)] : members)
}

/** For a property, parameter or header: what its schema and its own place say about it. */
export function schemaDoc(schema: JsonSchema, own: { text?: string | undefined; deprecated?: boolean } = {}) {
  if (!isObject(schema)) return documented(own)
  return documented({
    text: own.text ?? textOr(schema.description, textOr(schema.title, undefined)),
    format: textOr(schema.format, undefined),
    byDefault: schema.default,
    deprecated: own.deprecated === true || schema.deprecated === true,
  })
}

function requiredNames(schema: JsonObject): ReadonlySet<string> {
  return new Set(isList(schema.required) ? schema.required.map(String) : [])
}

function namedMembers(schema: JsonObject, context: SchemaContext): readonly ObjectMember[] {
  const required = requiredNames(schema)
  return propertiesOf(schema.properties).map(([name, property]) => ({
    key: propertyKey(name),
    type: context.typeOf(property),
    isOptional: !required.has(name),
    ...schemaDoc(property),
  }))
}

function propertiesOf(properties: Json | undefined): readonly (readonly [string, JsonSchema])[] {
  if (!isObject(properties)) return []
  return Object.entries(properties).flatMap(([name, schema]) => (isSchema(schema) ? [[name, schema]] : []))
}

/** Properties that are only said to be required: what they are is said around this schema, or not at all. */
function requiredMembers(schema: JsonObject, context: SchemaContext): readonly ObjectMember[] {
  const named = new Set(propertiesOf(schema.properties).map(([name]) => name))
  const missing = [...requiredNames(schema)].filter((name) => !named.has(name))
  return missing.map((name) => {
    const property = context.propertyAround(name)
    const type = property === undefined ? otherProperties(schema, context) : context.typeOf(property)
    return { key: propertyKey(name), type: type ?? unknownType }
  })
}

/** `undefined` when the schema says nothing of them: then the type does not either. */
function otherProperties(schema: JsonObject, context: SchemaContext): TypeNode | undefined {
  const patterns = isObject(schema.patternProperties) ? Object.values(schema.patternProperties) : []
  const rest = [schema.additionalProperties, schema.unevaluatedProperties].find(isSchema)
  const schemas = [...patterns, ...(rest === undefined ? [] : [rest])].filter(isSchema)
  return schemas.length === 0 ? undefined : unionType(schemas.map((other) => context.typeOf(other)))
}

/** TypeScript holds named properties to the index as well, so it takes their types in. */
function indexMember(members: readonly ObjectMember[], others: TypeNode): ObjectMember {
  const optional = members.some(({ isOptional }) => isOptional) ? [undefinedType] : []
  return { key: '[key: string]', type: unionType([others, ...members.map(({ type }) => type), ...optional]) }
}
