/** Requests that anybody may send, found in the OpenAPI document and the model. */
import { isObject, type JsonObject, member, objectOr } from '../../plan/contract/json.ts'
import type { OpenApiDocument } from '../../plan/openapi/open-api.ts'
import type { ApplicationModel, EntityModel, WriteModel } from '../../spec/model.ts'
import type { ExampleRequest } from './example-request.ts'
import { freshValues } from './fresh-values.ts'

interface DocumentOperation {
  readonly method: string
  readonly path: string
  readonly operation: JsonObject
}

/** Reads without parameters in their path, that need nobody to be signed in; those that can do most come first. */
export function openReads(document: OpenApiDocument): readonly ExampleRequest[] {
  return operationsOf(document)
    .filter(
      ({ method, path, operation }) => method === 'get' && !path.includes('{') && isOpen(document, operation),
    )
    .filter(({ operation }) => !requiredParameters(operation))
    .toSorted((one, other) => parameterCount(other) - parameterCount(one))
    .map(({ path, operation }) => ({
      title: `${textOf(operation.summary, 'Read')}: everybody may`,
      method: 'GET',
      path: takesLimit(operation) ? `${path}?limit=2` : path,
    }))
}

/** Writes with an example of their body, that need nobody to be signed in and nothing to be there before. */
export function openWrites(document: OpenApiDocument, model: ApplicationModel): readonly ExampleRequest[] {
  return operationsOf(document).flatMap(({ method, path, operation }) => {
    if (method !== 'post' || path.includes('{') || !isOpen(document, operation)) return []
    if (mayFindFault({ method, path, operation }, model)) return []
    const body = exampleBody(operation)
    if (!isObject(body)) return []
    const title = `${textOf(operation.summary, 'Write')}: everybody may`
    return [{ title, method: 'POST', path, body: freshValues(body, model) }]
  })
}

function operationsOf({ paths }: OpenApiDocument): DocumentOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation: objectOr(operation) })),
  )
}

function isOpen(document: OpenApiDocument, operation: JsonObject): boolean {
  const security = operation.security ?? document.security
  if (!Array.isArray(security)) return true
  return security.length === 0 || security.some((way) => Object.keys(objectOr(way)).length === 0)
}

/** Where credentials or rows may be wrong, an example's are. */
function mayFindFault(
  { path, operation: { operationId, responses } }: DocumentOperation,
  model: ApplicationModel,
): boolean {
  const created = Object.values(model.resources).find(
    (each) => each.create && `${model.prefix}${each.path}` === path,
  )
  if (created?.create) return needsOtherRows(created.create, model.entities[created.entity])
  const own =
    typeof operationId === 'string' && Object.hasOwn(model.operations, operationId)
      ? model.operations[operationId]
      : undefined
  // What the author declared: every operation may refuse a token.
  const statuses = own
    ? Object.values(own.errors).map(({ status }) => status)
    : Object.keys(objectOr(responses)).map(Number)
  return statuses.includes(401) || statuses.includes(404) || (own !== undefined && statuses.includes(422))
}

function needsOtherRows({ fields }: WriteModel, entity: EntityModel | undefined): boolean {
  return fields.some((name) => entity?.fields[name]?.target !== undefined)
}

function requiredParameters({ parameters }: JsonObject): boolean {
  return Array.isArray(parameters) && parameters.some((each) => member(each, 'required') === true)
}

function parameterCount({ operation: { parameters } }: DocumentOperation): number {
  return Array.isArray(parameters) ? parameters.length : 0
}

function takesLimit({ parameters }: JsonObject): boolean {
  return Array.isArray(parameters) && parameters.some((each) => member(each, 'name') === 'limit')
}

function exampleBody({ requestBody }: JsonObject): unknown {
  const media = objectOr(member(member(requestBody, 'content'), 'application/json'))
  const [first] = Object.values(objectOr(media.examples))
  return media.example ?? member(first, 'value')
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}
