/** The bodies of requests that write rows, each with an example. */
import type { Json, JsonSchema, WriteModel } from '../../spec/model.ts'
import { type JsonObject, objectOr } from '../contract/json.ts'
import { createSchema, replaceSchema, updateSchema } from '../schemas/entity-schema.ts'
import { changeExample, exampleOf } from './examples/example-of.ts'
import type { Reference } from './open-api.ts'
import { markProperties } from './personal-data.ts'
import type { ResourcePlace } from './resource-place.ts'

/** Rows of one bulk create. */
export const maxBulkItems = 1000

export function createBody(place: ResourcePlace, write: WriteModel): JsonObject {
  const schema = createReference(place, write)
  return jsonBody({ schema, ...rowExample(place, schema) })
}

export function createManyBody(place: ResourcePlace, write: WriteModel): JsonObject {
  const item = createReference(place, write)
  const { example } = rowExample(place, item)
  const items = { type: 'array', items: item, minItems: 1, maxItems: maxBulkItems }
  const schema = { type: 'object', properties: { items }, required: ['items'], additionalProperties: false }
  return jsonBody({ schema, ...(example === undefined ? {} : { example: { items: [example] } }) })
}

export function updateBody(place: ResourcePlace, write: WriteModel): JsonObject {
  const { entity, names } = place
  const schema = bodyReference(place, names.updateSchema, () => updateSchema(entity, write))
  const content = { schema, ...changeExample(rowExample(place, schema).example) }
  return { required: true, content: { 'application/merge-patch+json': content, 'application/json': content } }
}

export function replaceBody(place: ResourcePlace, write: WriteModel): JsonObject {
  const { entity, names } = place
  const schema = bodyReference(place, names.replaceSchema, () => replaceSchema(entity, write))
  return jsonBody({ schema, ...rowExample(place, schema) })
}

function createReference(place: ResourcePlace, write: WriteModel): Reference {
  return bodyReference(place, place.names.createSchema, () => createSchema(place.entity, write))
}

function bodyReference(
  { derivation, entity }: ResourcePlace,
  name: string,
  make: () => JsonSchema,
): Reference {
  return derivation.components.reference('schemas', name, () => {
    const schema = make()
    return { ...schema, properties: markProperties(objectOr(schema.properties), entity.fields) }
  })
}

function rowExample({ derivation, entity }: ResourcePlace, schema: Reference): { example?: Json } {
  return exampleOf(derivation.components, schema, entity.name)
}

function jsonBody(content: JsonObject): JsonObject {
  return { required: true, content: { 'application/json': content } }
}
