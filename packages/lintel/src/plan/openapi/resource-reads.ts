/** `GET` on a resource: a page of rows, and one row. */
import type { JsonObject } from '../contract/json.ts'
import { resourceLimits } from '../rate-limits.ts'
import type { ComponentTable } from './component-table.ts'
import { conditionParameter, responseHeader } from './headers.ts'
import { listParameters, shapeParameters } from './list-parameters.ts'
import type { Reference } from './open-api.ts'
import { operationObject } from './operation-object.ts'
import { commonParts, dataContent, idParameter, type ResourcePlace, rowResponse } from './resource-place.ts'
import type { Route } from './routes.ts'
import { readRowSchema } from './row-schemas.ts'
import { accessOf } from './who-may.ts'
import { withArticle } from './wording.ts'

export function readRoutes(place: ResourcePlace): readonly Route[] {
  const { resource, entity, derivation, path, rowPath } = place
  if (!resource.read) return []
  const { refusesSome } = accessOf(derivation.model, resource.read.who, entity)
  const forbidden = refusesSome ? (['Forbidden'] as const) : []
  return [
    { method: 'get', path, operation: listOperation(place, forbidden) },
    { method: 'get', path: rowPath, operation: readOperation(place, forbidden) },
  ]
}

function listOperation(place: ResourcePlace, refusals: readonly 'Forbidden'[]): JsonObject {
  const { derivation, resource, entity, names } = place
  const meta = {
    schema: pageMetaReference(derivation.components),
    example: { limit: resource.limit.default, next: 'WyItaWQiLCIwMTkiXQ', previous: null },
  }
  return operationObject(derivation, {
    isSafe: true,
    ...commonParts(place),
    ...(resource.search
      ? { isLimited: resourceLimits(derivation.model, resource, 'search').length > 0 }
      : {}),
    operationId: names.list,
    summary: `List ${names.many}`,
    rule: resource.read?.who ?? { rule: 'nobody' },
    parameters: listParameters(derivation, resource, entity),
    responses: {
      '200': {
        description: `A page of ${names.many}.`,
        content: dataContent(place, readRowSchema(derivation, entity), { isList: true, meta }),
      },
    },
    refusals,
  })
}

function readOperation(place: ResourcePlace, refusals: readonly 'Forbidden'[]): JsonObject {
  const { derivation, resource, entity, names } = place
  const { components } = derivation
  return operationObject(derivation, {
    isSafe: true,
    ...commonParts(place),
    operationId: names.read,
    summary: `Read ${withArticle(names.one)}`,
    rule: resource.read?.who ?? { rule: 'nobody' },
    parameters: [
      idParameter(place),
      ...shapeParameters(resource, entity),
      conditionParameter(components, 'If-None-Match'),
    ],
    responses: {
      '200': rowResponse(place, `The ${names.one}.`, readRowSchema(derivation, entity)),
      '304': {
        description: 'It still has the entity tag that `If-None-Match` names.',
        headers: { ETag: responseHeader(components, 'ETag') },
      },
    },
    refusals: [...refusals, 'NotFound'],
  })
}

function pageMetaReference(components: ComponentTable): Reference {
  const cursor = (description: string): JsonObject => ({ type: ['string', 'null'], description })
  return components.reference('schemas', 'PageMeta', () => ({
    type: 'object',
    description: 'Where a page stands.',
    properties: {
      limit: { type: 'integer', minimum: 1, description: 'Rows of a page at most.' },
      next: cursor('For `after`: the page after this one; `null` on the last.'),
      previous: cursor('For `before`: the page before this one; `null` on the first.'),
      total: { type: 'integer', minimum: 0, description: 'Rows of all pages, when `count` asked for it.' },
    },
    required: ['limit', 'next', 'previous'],
    additionalProperties: false,
  }))
}
