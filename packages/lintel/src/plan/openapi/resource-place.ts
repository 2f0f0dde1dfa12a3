/** A resource with all that the operations on it share: its entity, names, paths, and the row it sends. */
import type { EntityModel, ResourceModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'
import { resourceLimits } from '../rate-limits.ts'
import { shownSchema } from '../schemas/entity-schema.ts'
import type { Derivation } from './derivation.ts'
import type { ResourceNames } from './document-names.ts'
import { exampleOf } from './examples/example-of.ts'
import { responseHeader } from './headers.ts'
import type { OperationParts } from './operation-object.ts'
import { rowReference } from './row-schemas.ts'

export interface ResourcePlace {
  readonly derivation: Derivation
  readonly resource: ResourceModel
  readonly entity: EntityModel
  readonly names: ResourceNames
  /** Of the list, and of one row. */
  readonly path: string
  readonly rowPath: string
}

export function placeOf(derivation: Derivation, resource: ResourceModel): ResourcePlace | undefined {
  const { model } = derivation
  const entity = model.entities[resource.entity]
  const names = derivation.names.resources.get(resource.name)
  if (!entity || !names || resource.path === null) return undefined
  const path = model.prefix + resource.path
  return { derivation, resource, entity, names, path, rowPath: `${path}/{id}` }
}

/** What the operations on one resource have in common. */
export function commonParts({
  derivation,
  resource,
  entity,
}: ResourcePlace): Pick<OperationParts, 'tag' | 'deprecated' | 'entity' | 'isLimited'> {
  const isLimited = resourceLimits(derivation.model, resource).length > 0
  return { tag: resource.tag, deprecated: resource.deprecated, entity, isLimited }
}

export function idParameter({ derivation, entity, names }: ResourcePlace): JsonObject {
  const id = entity.fields.id
  const { readOnly: _readOnly, ...schema } = id ? shownSchema(id) : { type: 'string' }
  return {
    name: 'id',
    in: 'path',
    required: true,
    description: `Id of the ${names.one}.`,
    schema,
    ...exampleOf(derivation.components, schema, 'id', entity.name),
  }
}

/** `{ "data": … }`: an answer that holds one row, whole. */
export function rowResponse(place: ResourcePlace, description: string, schema?: JsonObject): JsonObject {
  const { derivation, entity } = place
  return {
    description,
    headers: { ETag: responseHeader(derivation.components, 'ETag') },
    content: dataContent(place, schema ?? rowReference(derivation, entity), { isList: false }),
  }
}

/** JSON with `data`, and an example of it. */
export function dataContent(
  { derivation, entity }: ResourcePlace,
  row: JsonObject,
  {
    isList,
    meta,
  }: {
    readonly isList: boolean
    readonly meta?: { readonly schema: JsonObject; readonly example: JsonObject }
  },
): JsonObject {
  const data = isList ? { type: 'array', items: row } : row
  const { example } = exampleOf(derivation.components, rowReference(derivation, entity), entity.name)
  const schema = {
    type: 'object',
    properties: { data, ...(meta ? { meta: meta.schema } : {}) },
    required: meta ? ['data', 'meta'] : ['data'],
    additionalProperties: false,
  }
  if (example === undefined) return { 'application/json': { schema } }
  const whole = { data: isList ? [example] : example, ...(meta ? { meta: meta.example } : {}) }
  return { 'application/json': { schema, example: whole } }
}
