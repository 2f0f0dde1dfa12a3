/** The example of a media type or parameter: what the document gives, or else one made from its schema. */
import type { Json } from '../../spec/model.ts'
import { isObject, type JsonObject, objectOr } from '../contract/json.ts'
import { schemaExample } from '../openapi/examples/schema-example.ts'
import type { OpenApiDocument } from '../openapi/open-api.ts'
import { follow } from './outline.ts'

export function exampleValue(document: OpenApiDocument, holder: JsonObject, name: string): Json | undefined {
  if (holder.example !== undefined) return holder.example
  const first = Object.values(objectOr(holder.examples))[0]
  const { value } = first === undefined ? {} : follow(document, first)
  if (value !== undefined) return value
  if (!isObject(holder.schema)) return undefined
  return schemaExample(holder.schema, { name, of: name, resolve: ($ref) => follow(document, { $ref }) })
}
