/** What the makers of client types know of the document: how its parts are found, and what they are called. */
import { schemaResolver } from '../contract/bundled-schema.ts'
import { isSchema, type JsonObject, type JsonSchema, member, objectOr } from '../contract/json.ts'
import { pointerOfReference, pointerTo, segmentsOf, valueAt } from '../contract/json-pointer.ts'
import { typeOfSchema } from './json-schema-to-typescript.ts'
import { schemaNaming } from './schema-naming.ts'
import { selfReferring } from './self-reference.ts'
import { typeNames } from './type-names.ts'
import { name, type TypeNode, unknownType } from './type-node.ts'
import { quoted } from './typescript-text.ts'

export interface OpenApiSource {
  /** The type of what holds a `schema`: a parameter, a header, a media type. */
  typeOf(holder: JsonObject): TypeNode
  typeOfSchema(schema: JsonSchema): TypeNode
  /** The object, or what its `$ref` leads to. */
  follow(value: unknown): JsonObject
  /** `components['responses']['NotFound']` for an object that is a `$ref` to it. */
  nameOf(value: unknown): TypeNode | undefined
  /** The name of a schema of `components` that is declared on its own. */
  aliasOf(key: string): TypeNode | undefined
  /** The schemas that have such a name. */
  readonly aliased: readonly { readonly name: string; readonly schema: JsonSchema }[]
}

export function openApiSource(document: JsonObject): OpenApiSource {
  const aliases = aliasesOf(document)
  const nameOf = (reference: string) => nameAt(document, pointerOfReference(reference), aliases)
  const naming = schemaNaming({ resolve: schemaResolver({ document }), nameOf, binary: name('Blob') })
  const ofSchema = (schema: JsonSchema) => typeOfSchema(schema, naming)
  return {
    typeOfSchema: ofSchema,
    typeOf: (holder) => {
      const [media] = Object.values(objectOr(holder.content))
      const schema = holder.schema ?? member(media, 'schema')
      return isSchema(schema) ? ofSchema(schema) : unknownType
    },
    follow: (value) => follow(document, value, 0),
    nameOf: (value) => {
      const reference = member(value, '$ref')
      return typeof reference === 'string' ? nameOf(reference) : undefined
    },
    aliasOf: (key) => {
      const alias = aliases.get(schemaPointer(key))
      return alias === undefined ? undefined : name(alias)
    },
    aliased: [...aliases].map(([pointer, alias]) => ({ name: alias, schema: schemaAt(document, pointer) })),
  }
}

function schemaPointer(key: string): string {
  return pointerTo('/components/schemas', key)
}

function schemaAt(document: JsonObject, pointer: string): JsonSchema {
  const schema = valueAt(document, pointer)
  return isSchema(schema) ? schema : true
}

/** Names for the schemas that cannot stand within `components`, by their pointers. */
function aliasesOf(document: JsonObject): ReadonlyMap<string, string> {
  const resolve = schemaResolver({ document })
  const naming = schemaNaming({
    resolve,
    nameOf: (reference) => nameAt(document, pointerOfReference(reference), new Map()),
  })
  const keys = Object.keys(objectOr(member(document.components, 'schemas')))
  const types = keys.map((key): [string, TypeNode] => {
    return [indexed(['schemas', key]), typeOfSchema(schemaAt(document, schemaPointer(key)), naming)]
  })
  const unfit = selfReferring(new Map(types))
  const names = typeNames(keys.filter((key) => unfit.has(indexed(['schemas', key]))))
  return new Map([...names].map(([key, alias]) => [schemaPointer(key), alias]))
}

function nameAt(
  document: JsonObject,
  pointer: string | undefined,
  aliases: ReadonlyMap<string, string>,
): TypeNode | undefined {
  if (pointer === undefined || valueAt(document, pointer) === undefined) return undefined
  const alias = aliases.get(pointer)
  if (alias !== undefined) return name(alias)
  const [components, ...segments] = segmentsOf(pointer)
  return components === 'components' && segments.length === 2 ? name(indexed(segments)) : undefined
}

/** `components['schemas']['Article']` */
function indexed(segments: readonly string[]): string {
  return `components${segments.map((segment) => `[${quoted(segment)}]`).join('')}`
}

function follow(document: JsonObject, value: unknown, steps: number): JsonObject {
  const reference = member(value, '$ref')
  if (typeof reference !== 'string') return objectOr(value)
  const pointer = pointerOfReference(reference)
  const target = pointer === undefined ? undefined : valueAt(document, pointer)
  // More steps than any document has on purpose: a circle.
  if (target === undefined || steps > 100) throw new Error(`The $ref '${reference}' leads to nothing.`)
  return follow(document, target, steps + 1)
}
