/** OpenAPI's discriminator: a property that tells which of several schemas a value has. */
import { isObject, isSchema, type JsonObject, type JsonSchema, member } from '../contract/json.ts'
import { certainSchemas } from '../contract/value-form.ts'
import type { SchemaContext, SchemaNaming } from './schema-context.ts'
import { intersectionType, name, objectType, type TypeNode, unionType } from './type-node.ts'
import { propertyKey, quoted } from './typescript-text.ts'

/**
 * The types of the alternatives; each that does not name its value of the discriminator itself
 * is given it, so that a `switch` on it narrows.
 */
export function alternativeTypes(
  alternatives: readonly JsonSchema[],
  discriminator: unknown,
  context: SchemaContext,
): readonly TypeNode[] {
  const property = member(discriminator, 'propertyName')
  return alternatives.map((alternative) => {
    const type = context.typeOf(alternative, context)
    const reference = member(alternative, '$ref')
    if (typeof property !== 'string' || typeof reference !== 'string') return type
    if (isTold(alternative, property, context)) return type
    const values = valuesFor(reference, member(discriminator, 'mapping'))
    const told = unionType(values.map((value) => name(quoted(value))))
    return intersectionType([objectType([{ key: propertyKey(property), type: told }]), type])
  })
}

function isTold(schema: JsonSchema, property: string, { resolve }: SchemaNaming): boolean {
  const found = certainSchemas(resolve, schema).map((certain) =>
    member(member(certain, 'properties'), property),
  )
  const told = (value: JsonObject) => value.const !== undefined || value.enum !== undefined
  return found.filter(isSchema).some((own) => certainSchemas(resolve, own).some(told))
}

/** OpenAPI §4.8.25: the names that the mapping gives the schema; without one, its own name. */
function valuesFor(reference: string, mapping: unknown): readonly string[] {
  const ownName = reference.split('/').at(-1) ?? ''
  const entries = isObject(mapping) ? Object.entries(mapping) : []
  const mapped = entries
    .filter(([, target]) => target === reference || target === ownName)
    .map(([value]) => value)
  return mapped.length > 0 ? mapped : [ownName]
}
