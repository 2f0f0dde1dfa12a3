/** Makes a schema of a contract stand alone, with everything it refers to in its own `$defs`. */
import type { Json } from '../../spec/model.ts'
import type { ContractModel } from './contract-model.ts'
import { partsOf, rootPart, withSchemas } from './document-parts.ts'
import { isObject, isSchema, type JsonObject, type JsonSchema, member } from './json.ts'
import { pointerOfReference, segmentsOf, valueAt } from './json-pointer.ts'

/** What is needed of a contract to follow the `$ref`s of its schemas. */
export type SchemaSource = Pick<ContractModel, 'document'>

export type ResolveSchema = (reference: string) => JsonSchema

/**
 * Finds the schemas that the `$ref`s of a contract lead to (which may be a `$ref` again).
 *
 * The function throws when a reference leads to none: never for one in a contract that `parseContract` gave.
 */
export function schemaResolver({ document }: SchemaSource): ResolveSchema {
  return (reference) => {
    const pointer = pointerOfReference(reference)
    const schema = pointer === undefined ? undefined : valueAt(document, pointer)
    if (isSchema(schema)) return schema
    throw new Error(`The $ref '${reference}' leads to no schema of the document.`)
  }
}

/**
 * A JSON Schema 2020-12 that any validator takes by itself; recursive schemas stay recursive.
 *
 * @param schema  one of the contract's own: its `$ref`s are looked up in `contract.document`
 * @returns       the schema with `$schema`, and `$defs` for what it refers to, near or far
 */
export function bundledSchema(contract: SchemaSource, schema: JsonSchema): JsonObject {
  const resolve = schemaResolver(contract)
  const names = referredNames(resolve, schema)
  const definitions = [...names].map(([reference, name]) => {
    return [name, renamed(resolve(reference), names)] as const
  })
  const root = renamed(schema, names)
  return {
    ...(isObject(root) ? root : root ? {} : { not: {} }),
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...(names.size > 0 ? { $defs: Object.fromEntries(definitions) } : {}),
  }
}

/** A name in `$defs` for each `$ref` that can be reached, by the text of the reference. */
function referredNames(resolve: ResolveSchema, schema: JsonSchema): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const visit = (value: Json): void => {
    for (const part of partsOf(rootPart('schema', value)).values()) {
      const reference = member(part.value, '$ref')
      if (typeof reference !== 'string' || names.has(reference)) continue
      names.set(reference, nameFor(reference, new Set(names.values())))
      visit(resolve(reference))
    }
  }
  visit(schema)
  return names
}

/** `#/components/schemas/Article` → `Article`; only letters that need no escape in a URI. */
function nameFor(reference: string, taken: ReadonlySet<string>): string {
  const segments = segmentsOf(pointerOfReference(reference) ?? '')
  const isComponent = segments.length === 3 && segments[0] === 'components'
  const name = (isComponent ? segments.slice(2) : segments).join('.').replaceAll(/[^A-Za-z0-9._-]+/g, '_')
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${name}_${count}`
  return free
}

function renamed(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const copy = withSchemas(rootPart('schema', schema), ({ $schema: _, ...rest }) => {
    const name = typeof rest.$ref === 'string' ? names.get(rest.$ref) : undefined
    return name === undefined ? rest : { ...rest, $ref: `#/$defs/${name}` }
  })
  return isSchema(copy) ? copy : true
}
