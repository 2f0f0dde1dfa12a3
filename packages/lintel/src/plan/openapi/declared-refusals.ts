/** The errors that an operation declares, as responses: one for each status, with its codes and an example of each. */
import type { OperationModel } from '../../spec/model.ts'
import type { JsonObject } from '../contract/json.ts'
import type { ComponentTable } from './component-table.ts'
import {
  type ErrorMediaType,
  errorExample,
  errorMediaTypes,
  errorReference,
  type Refusal,
} from './error-schemas.ts'
import { responseHeader } from './headers.ts'
import { type StandardRefusalName, standardRefusals } from './standard-refusals.ts'

/**
 * @param standard  what the operation can give besides: where a status is in both, its codes stay open
 */
export function declaredResponses(
  components: ComponentTable,
  operation: OperationModel,
  standard: readonly StandardRefusalName[],
): { [status: string]: JsonObject } {
  const declared = Object.entries(operation.errors).map(([code, error]) => ({ code, ...error }))
  const statuses = [...new Set(declared.map(({ status }) => status))].sort((one, other) => one - other)
  return Object.fromEntries(
    statuses.map((status) => {
      const own = declared.filter((refusal) => refusal.status === status)
      const others = standard.map((name) => standardRefusals[name]).filter((each) => each.status === status)
      // Flows always say when to come back; whether an author's operation does, nobody knows.
      const waits = operation.flow === true && status === 429
      const headers = waits ? { headers: { 'Retry-After': responseHeader(components, 'Retry-After') } } : {}
      return [String(status), { ...declaredResponse(components, own, others), ...headers }]
    }),
  )
}

function declaredResponse(
  components: ComponentTable,
  own: readonly Refusal[],
  others: readonly Refusal[],
): JsonObject {
  const codes = own.map(({ code }) => code)
  const described = own.map(({ code, title }) => `\`${code}\`: ${title}`).join('\n\n')
  const schemaOf = (mediaType: ErrorMediaType): JsonObject => {
    const schema = errorReference(components, mediaType)
    return others.length > 0 ? schema : { allOf: [schema, codesSchema(codes, mediaType)] }
  }
  return {
    description: others.length > 0 ? `${described}\n\nOr another refusal with this status.` : described,
    'x-error-codes': codes,
    content: Object.fromEntries(
      errorMediaTypes.map((mediaType) => [
        mediaType,
        { schema: schemaOf(mediaType), examples: examplesOf([...own, ...others], mediaType) },
      ]),
    ),
  }
}

function codesSchema(codes: readonly string[], mediaType: ErrorMediaType): JsonObject {
  const holder = open({ code: { type: 'string', enum: [...codes] } })
  return mediaType === 'application/json' ? open({ error: holder }) : holder
}

/** The other part of the `allOf` has more properties, which some validators must be told here too. */
function open(properties: JsonObject): JsonObject {
  return { type: 'object', properties, additionalProperties: true }
}

function examplesOf(refusals: readonly Refusal[], mediaType: ErrorMediaType): JsonObject {
  return Object.fromEntries(
    refusals.map((refusal) => [
      refusal.code,
      { summary: refusal.title, value: errorExample(refusal, mediaType) },
    ]),
  )
}
