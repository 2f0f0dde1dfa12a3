/** Examples of bodies in a document: of a row, of what is sent, of what an operation gives. */
import type { Json } from '../../../spec/model.ts'
import type { JsonObject } from '../../contract/json.ts'
import type { ComponentTable } from '../component-table.ts'
import { schemaExample } from './schema-example.ts'

/**
 * `{ example }`, or nothing when the schema is one that no example was found for.
 *
 * @param name  what the value is called, and `of` what it belongs to: they make the example life-like
 */
export function exampleOf(
  components: ComponentTable,
  schema: JsonObject,
  name: string,
  of = name,
): { example?: Json } {
  const resolve = ($ref: string) => components.resolve({ $ref })
  const example = schemaExample(schema, { name, of, resolve })
  return example === undefined ? {} : { example }
}

/** A change that sends the first two of the fields that may be sent. */
export function changeExample(example: Json | undefined): { example?: Json } {
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return {}
  const some = Object.entries(example).slice(0, 2)
  return some.length > 0 ? { example: Object.fromEntries(some) } : {}
}
