/** The type of an array: a list of one type, or a tuple. */
import { isSchema, type JsonObject } from '../contract/json.ts'
import { schemaList } from '../contract/value-form.ts'
import type { SchemaContext } from './schema-context.ts'
import { isName, type TypeNode, unknownType } from './type-node.ts'

export function arrayTypeOf(schema: JsonObject, context: SchemaContext): TypeNode {
  const prefix = schemaList(schema.prefixItems)
  const item = isSchema(schema.items) ? context.typeOf(schema.items) : unknownType
  if (prefix.length === 0) return { kind: 'array', item }
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0
  // JSON Schema 2020-12 core §10.3.1.1: prefixItems alone asks for no item to be there.
  const items = prefix.map((inner, index) => ({ type: context.typeOf(inner), isOptional: index >= least }))
  const mayGoOn = schema.maxItems === undefined || Number(schema.maxItems) > prefix.length
  return mayGoOn && !isName(item, 'never') ? { kind: 'tuple', items, rest: item } : { kind: 'tuple', items }
}
