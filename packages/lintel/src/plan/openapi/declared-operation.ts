/** An operation that an author declared. */
import type { OperationModel, ValueModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'
import { operationLimits } from '../rate-limits.ts'
import { isRequired, valueSchema } from '../schemas/value-schema.ts'
import type { Derivation } from './derivation.ts'
import { exampleOf } from './examples/example-of.ts'
import { responseHeader } from './headers.ts'
import { operationObject } from './operation-object.ts'
import { markPersonal } from './personal-data.ts'
import type { Route } from './routes.ts'
import { rowReference } from './row-schemas.ts'
import type { StandardRefusalName } from './standard-refusals.ts'
import { accessOf } from './who-may.ts'
import { wordsOf } from './wording.ts'

export function operationRoute(derivation: Derivation, operation: OperationModel): Route {
  return {
    method: operation.method.toLowerCase() as Route['method'],
    path: derivation.model.prefix + operation.path,
    operation: operationObject(derivation, {
      operationId: operation.name,
      summary: operation.summary,
      description: operation.description,
      tag: operation.tag,
      isSafe: operation.method === 'GET',
      rule: operation.allow,
      deprecated: operation.deprecated,
      parameters: parametersOf(derivation, operation),
      ...requestBodyOf(derivation, operation),
      responses: { [String(operation.status)]: answerOf(derivation, operation) },
      refusals: refusalsOf(derivation, operation),
      idempotency: operation.idempotency,
      isLimited: operationLimits(derivation.model, operation).length > 0,
      declaring: operation,
    }),
  }
}

function parametersOf(derivation: Derivation, { params, query }: OperationModel): readonly JsonObject[] {
  const named = (place: 'path' | 'query') => (entry: readonly [string, ValueModel]) =>
    parameterOf(derivation, place, entry)
  return [...Object.entries(params).map(named('path')), ...Object.entries(query).map(named('query'))]
}

function parameterOf(
  { components }: Derivation,
  place: 'path' | 'query',
  [name, value]: readonly [string, ValueModel],
): JsonObject {
  // A URL cannot say null: what is optional is left out.
  const { description, ...schema } = markPersonal(valueSchema({ ...value, optional: false }), value)
  const isRequiredHere = place === 'path' || isRequired(value)
  return {
    name,
    in: place,
    ...(description === undefined ? {} : { description }),
    ...(isRequiredHere ? { required: true } : {}),
    ...(place === 'query' && value.kind === 'list' ? { style: 'form', explode: false } : {}),
    schema,
    ...(isRequiredHere ? exampleOf(components, schema, name) : {}),
  }
}

function requestBodyOf(
  { components, names }: Derivation,
  { name, input }: OperationModel,
): { requestBody?: JsonObject } {
  if (!input) return {}
  const schema = components.reference('schemas', names.operations.get(name)?.input ?? name, () =>
    markPersonal(valueSchema(input), input),
  )
  const content = { schema, ...exampleOf(components, schema, name) }
  return { requestBody: { required: true, content: { 'application/json': content } } }
}

function answerOf(derivation: Derivation, operation: OperationModel): JsonObject {
  const data = outputSchema(derivation, operation)
  if (!data) return { description: 'Done.' }
  const { output, name } = operation
  const entity = output && 'entity' in output ? output.entity : undefined
  const description = entity === undefined ? 'The result.' : `The ${wordsOf(entity)}.`
  const { example } = exampleOf(derivation.components, data, entity ?? name)
  const schema = { type: 'object', properties: { data }, required: ['data'], additionalProperties: false }
  const content = { schema, ...(example === undefined ? {} : { example: { data: example } }) }
  return { description, ...locationOf(derivation, operation), content: { 'application/json': content } }
}

/** Where a row that it makes is read, if some resource offers that. */
function locationOf(
  { model, components }: Derivation,
  { status, output }: OperationModel,
): { headers?: JsonObject } {
  if (status !== 201 || !output || 'value' in output) return {}
  const isReadable = Object.values(model.resources).some(
    (resource) => resource.entity === output.entity && resource.path !== null && resource.read,
  )
  return isReadable ? { headers: { Location: responseHeader(components, 'Location') } } : {}
}

function outputSchema(derivation: Derivation, { name, output }: OperationModel): JsonObject | undefined {
  if (!output) return undefined
  if ('value' in output) {
    const { value } = output
    return derivation.components.reference(
      'schemas',
      derivation.names.operations.get(name)?.output ?? name,
      () => markPersonal(valueSchema(value), value),
    )
  }
  const entity = derivation.model.entities[output.entity]
  return entity ? rowReference(derivation, entity) : undefined
}

/** Its code may ask the database for anything that the caller may not do, or that collides with what is stored. */
function refusalsOf({ model }: Derivation, operation: OperationModel): readonly StandardRefusalName[] {
  const writes = operation.method !== 'GET'
  const refusesSome = accessOf(model, operation.allow).refusesSome
  return [
    ...(writes || refusesSome ? (['Forbidden'] as const) : []),
    ...(Object.keys(operation.params).length > 0 ? (['NotFound'] as const) : []),
    ...(writes ? (['Conflict', 'Invalid'] as const) : []),
    ...(operation.uses ? (['BadGateway'] as const) : []),
  ]
}
