/** `POST`, `PATCH`, `PUT` and `DELETE` on a resource. */
import type { RuleModel, WriteModel } from '../../spec/model.ts'
import { type JsonObject, objectOr } from '../contract/json.ts'
import { resourceLimits } from '../rate-limits.ts'
import { canConflict, isHeldBack } from './conflicts.ts'
import { conditionParameter, responseHeader } from './headers.ts'
import { type OperationParts, operationObject } from './operation-object.ts'
import { commonParts, dataContent, idParameter, type ResourcePlace, rowResponse } from './resource-place.ts'
import type { Route } from './routes.ts'
import { rowReference } from './row-schemas.ts'
import type { StandardRefusalName } from './standard-refusals.ts'
import { accessOf } from './who-may.ts'
import { withArticle } from './wording.ts'
import { createBody, createManyBody, maxBulkItems, replaceBody, updateBody } from './write-bodies.ts'

export function writeRoutes(place: ResourcePlace): readonly Route[] {
  const { resource, path, rowPath } = place
  const { create, update, delete: remove, bulk } = resource
  return [
    ...(create ? [{ method: 'post', path, operation: createOperation(place, create) } as const] : []),
    ...(create && bulk
      ? [{ method: 'post', path: `${path}/bulk`, operation: createManyOperation(place, create) } as const]
      : []),
    ...(update
      ? [
          { method: 'put', path: rowPath, operation: replaceOperation(place, update) } as const,
          { method: 'patch', path: rowPath, operation: updateOperation(place, update) } as const,
        ]
      : []),
    ...(remove
      ? [{ method: 'delete', path: rowPath, operation: deleteOperation(place, remove.who) } as const]
      : []),
  ]
}

function createOperation(place: ResourcePlace, write: WriteModel): JsonObject {
  const { derivation, names } = place
  const created = rowResponse(place, `The new ${names.one}.`)
  const location = responseHeader(derivation.components, 'Location')
  return writeOperation(place, write, {
    operationId: names.create,
    summary: `Create ${withArticle(names.one)}`,
    parameters: [],
    requestBody: createBody(place, write),
    responses: { '201': { ...created, headers: { Location: location, ...objectOr(created.headers) } } },
    refusals: [],
    idempotency: place.resource.idempotency,
  })
}

function createManyOperation(place: ResourcePlace, write: WriteModel): JsonObject {
  const { derivation, entity, names } = place
  return writeOperation(place, write, {
    isLimited: resourceLimits(derivation.model, place.resource, 'bulk').length > 0,
    operationId: names.createMany,
    summary: `Create ${names.many} in bulk`,
    description: `Up to ${maxBulkItems} at once: all of them, or none.`,
    parameters: [],
    requestBody: createManyBody(place, write),
    responses: {
      '201': {
        description: `The new ${names.many}, in the order in which they were sent.`,
        content: dataContent(place, rowReference(derivation, entity), { isList: true }),
      },
    },
    refusals: [],
    idempotency: place.resource.idempotency,
  })
}

function updateOperation(place: ResourcePlace, write: WriteModel): JsonObject {
  const { names } = place
  return writeOperation(place, write, {
    operationId: names.update,
    summary: `Change ${withArticle(names.one)}`,
    description: 'Fields that are left out stay as they are; `null` empties one (RFC 7396).',
    parameters: rowParameters(place),
    requestBody: updateBody(place, write),
    responses: { '200': rowResponse(place, `The ${names.one} as it is now.`) },
    refusals: ['NotFound', 'PreconditionFailed'],
  })
}

function replaceOperation(place: ResourcePlace, write: WriteModel): JsonObject {
  const { names } = place
  return writeOperation(place, write, {
    operationId: names.replace,
    summary: `Replace ${withArticle(names.one)}`,
    description: 'Fields that are left out go back to their default, or to `null`.',
    parameters: rowParameters(place),
    requestBody: replaceBody(place, write),
    responses: { '200': rowResponse(place, `The ${names.one} as it is now.`) },
    refusals: ['NotFound', 'PreconditionFailed'],
  })
}

function deleteOperation(place: ResourcePlace, who: RuleModel): JsonObject {
  const { derivation, entity, names } = place
  const held: readonly StandardRefusalName[] = isHeldBack(derivation.model, entity) ? ['Conflict'] : []
  return operationObject(derivation, {
    ...commonParts(place),
    operationId: names.delete,
    summary: `Delete ${withArticle(names.one)}`,
    rule: who,
    parameters: rowParameters(place),
    responses: { '204': { description: 'It is gone.' } },
    refusals: [...forbiddenBy(place, who), 'NotFound', ...held, 'PreconditionFailed'],
  })
}

function writeOperation(
  place: ResourcePlace,
  { who }: WriteModel,
  parts: Omit<OperationParts, 'rule' | 'tag' | 'deprecated' | 'entity'>,
): JsonObject {
  const conflict: readonly StandardRefusalName[] = canConflict(place.entity) ? ['Conflict'] : []
  const refusals = [...forbiddenBy(place, who), ...parts.refusals, ...conflict]
  return operationObject(place.derivation, { ...commonParts(place), ...parts, rule: who, refusals })
}

function forbiddenBy({ derivation, entity }: ResourcePlace, who: RuleModel): readonly StandardRefusalName[] {
  return accessOf(derivation.model, who, entity).mayRefuse ? ['Forbidden'] : []
}

function rowParameters(place: ResourcePlace): readonly JsonObject[] {
  return [idParameter(place), conditionParameter(place.derivation.components, 'If-Match')]
}
