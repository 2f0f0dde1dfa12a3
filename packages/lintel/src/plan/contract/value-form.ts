/** What a schema says about the form of its value: which types it may have, and what its parts are. */
import type { Json } from '../../spec/model.ts'
import type { ResolveSchema } from './bundled-schema.ts'
import { isList, isObject, isSchema, type JsonObject, type JsonSchema, member } from './json.ts'

export interface ValueForm {
  /** Names of JSON Schema types; empty when the schema leaves them open. */
  readonly types: ReadonlySet<string>
  readonly properties: ReadonlyMap<string, JsonSchema>
  /** Only when the schema says something of other properties than those it names. */
  readonly additionalProperties: JsonSchema | undefined
  readonly prefixItems: readonly JsonSchema[]
  readonly items: JsonSchema
}

/** Gathers the form through `$ref`, `allOf`, `anyOf` and `oneOf`. */
export function formOf(resolve: ResolveSchema, schema: JsonSchema): ValueForm {
  const schemas = possibleSchemas(resolve, schema)
  const first = (key: string) => schemas.map((possible) => member(possible, key)).find(isSchema)
  return {
    types: typesOf(resolve, schema) ?? new Set(),
    properties: new Map(schemas.flatMap((possible) => schemaEntries(member(possible, 'properties')))),
    additionalProperties: first('additionalProperties'),
    prefixItems:
      schemas.map((possible) => schemaList(possible.prefixItems)).find(({ length }) => length > 0) ?? [],
    items: first('items') ?? true,
  }
}

/** The `default` of the schema, of what it refers to, or of its `allOf`; `undefined` when there is none. */
export function defaultOf(resolve: ResolveSchema, schema: JsonSchema): Json | undefined {
  return certainSchemas(resolve, schema).find(({ default: value }) => value !== undefined)?.default
}

/** The schema and all that apply, whatever the value, with it. */
export function certainSchemas(resolve: ResolveSchema, schema: JsonSchema): readonly JsonObject[] {
  if (!isObject(schema)) return []
  return [schema, ...certainlyApplied(resolve, schema).flatMap((inner) => certainSchemas(resolve, inner))]
}

function certainlyApplied(resolve: ResolveSchema, schema: JsonObject): readonly JsonSchema[] {
  const referred = typeof schema.$ref === 'string' ? [resolve(schema.$ref)] : []
  return [...referred, ...schemaList(schema.allOf)]
}

/** The schema and all that may apply to the same value with it. */
function possibleSchemas(resolve: ResolveSchema, schema: JsonSchema): readonly JsonObject[] {
  if (!isObject(schema)) return []
  const applied = [
    ...certainlyApplied(resolve, schema),
    ...schemaList(schema.anyOf),
    ...schemaList(schema.oneOf),
  ]
  return [schema, ...applied.flatMap((inner) => possibleSchemas(resolve, inner))]
}

type Types = ReadonlySet<string> | undefined

/** `undefined` when the schema leaves the type open. */
function typesOf(resolve: ResolveSchema, schema: JsonSchema): Types {
  if (!isObject(schema)) return undefined
  const inner = (schemas: readonly JsonSchema[]) => schemas.map((applied) => typesOf(resolve, applied))
  return commonTypes([
    ownTypes(schema),
    ...inner(certainlyApplied(resolve, schema)),
    anyOfTypes(inner(schemaList(schema.anyOf))),
    anyOfTypes(inner(schemaList(schema.oneOf))),
  ])
}

function ownTypes(schema: JsonObject): Types {
  if (typeof schema.type === 'string') return new Set([schema.type])
  if (isList(schema.type)) return new Set(schema.type.map(String))
  if (schema.const !== undefined) return new Set([typeOf(schema.const)])
  if (isList(schema.enum)) return new Set(schema.enum.map(typeOf))
  // To the letter these keywords let any other type through; nobody who writes them means that of a parameter.
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return new Set(['object'])
  return schema.items !== undefined || schema.prefixItems !== undefined ? new Set(['array']) : undefined
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (isList(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function anyOfTypes(branches: readonly Types[]): Types {
  if (branches.length === 0 || branches.includes(undefined)) return undefined
  return new Set(branches.flatMap((types) => [...(types ?? [])]))
}

function commonTypes(all: readonly Types[]): Types {
  return all.reduce(
    (common, types) => (common && types ? narrowed(common, types) : (common ?? types)),
    undefined,
  )
}

/** Every integer is a number. */
function narrowed(common: ReadonlySet<string>, types: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    [...common].flatMap((type) => {
      if (types.has(type) || (type === 'integer' && types.has('number'))) return [type]
      return type === 'number' && types.has('integer') ? ['integer'] : []
    }),
  )
}

function schemaEntries(properties: Json | undefined): readonly (readonly [string, JsonSchema])[] {
  if (!isObject(properties)) return []
  return Object.entries(properties).flatMap(([name, schema]) => (isSchema(schema) ? [[name, schema]] : []))
}

export function schemaList(value: Json | undefined): readonly JsonSchema[] {
  return isList(value) ? value.filter(isSchema) : []
}
