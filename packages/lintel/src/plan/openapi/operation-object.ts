/** What every operation of the document has, however it came about. */
import type {
  DeprecationModel,
  EntityModel,
  IdempotencyModel,
  OperationModel,
  RuleModel,
} from '../../spec/model.ts'
import { type JsonObject, objectOr } from '../contract/json.ts'
import { declaredResponses } from './declared-refusals.ts'
import { deprecationHeaders, deprecationMark, deprecationSentences } from './deprecation.ts'
import type { Derivation } from './derivation.ts'
import { keyParameter, responseHeader } from './headers.ts'
import { securityOf } from './security.ts'
import { refusalResponses, type StandardRefusalName, standardRefusals } from './standard-refusals.ts'
import { accessOf, accessSentence } from './who-may.ts'

export interface OperationParts {
  readonly operationId: string
  /** Whether it changes nothing, so that a session alone is proof enough. */
  readonly isSafe?: boolean
  readonly summary: string
  readonly description?: string | undefined
  readonly tag: string
  readonly rule: RuleModel
  /** The entity whose rows the rule reads. */
  readonly entity?: EntityModel
  readonly deprecated?: DeprecationModel | undefined
  readonly parameters: readonly JsonObject[]
  readonly requestBody?: JsonObject
  /** Those that are no refusals, by status. */
  readonly responses: { readonly [status: string]: JsonObject }
  /** Those that are, beside the ones that every operation can give. */
  readonly refusals: readonly StandardRefusalName[]
  /** There is a limit to how often it may be asked. */
  readonly isLimited?: boolean
  /** Takes `Idempotency-Key`. */
  readonly idempotency?: IdempotencyModel | undefined
  /** Declares refusals of its own, which stand in place of a standard one with the same status. */
  readonly declaring?: OperationModel
}

export function operationObject(derivation: Derivation, parts: OperationParts): JsonObject {
  const { deprecated, rule, requestBody, idempotency } = parts
  const { components } = derivation
  const parameters = idempotency
    ? [...parts.parameters, keyParameter(components, idempotency.required)]
    : parts.parameters
  const limits = parts.isLimited
    ? {
        RateLimit: responseHeader(components, 'RateLimit'),
        'RateLimit-Policy': responseHeader(components, 'RateLimit-Policy'),
      }
    : {}
  const replayed = idempotency
    ? { 'Idempotency-Replayed': responseHeader(components, 'Idempotency-Replayed') }
    : {}
  const access = accessOf(derivation.model, rule, parts.entity)
  const takesToken = derivation.model.identity !== undefined || !access.isOpen
  const standard = standardRefusalsOf(parts, takesToken)
  const sentences = [
    parts.description,
    accessSentence(rule),
    deprecated ? deprecationSentences(deprecated) : undefined,
  ]
  return {
    operationId: parts.operationId,
    summary: parts.summary,
    description: sentences.filter(Boolean).join('\n\n'),
    tags: [parts.tag],
    ...deprecationMark(deprecated),
    ...securityOf(derivation, { ...access, isSafe: parts.isSafe ?? false }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: {
      ...withHeaders(parts.responses, { ...replayed, ...limits, ...deprecationHeaders(deprecated) }),
      ...refusals(derivation, standard, parts.declaring),
    },
  }
}

function refusals(
  { components }: Derivation,
  standard: readonly StandardRefusalName[],
  declaring: OperationModel | undefined,
): { readonly [status: string]: JsonObject } {
  const declared = declaring ? declaredResponses(components, declaring, standard) : {}
  const rest = standard.filter((name) => !Object.hasOwn(declared, standardRefusals[name].status))
  return { ...refusalResponses(components, rest), ...declared }
}

/**
 * Its own, and those of its body, its token and its answer.
 *
 * @param takesToken  also an operation that is open to all refuses a token that is not valid
 */
function standardRefusalsOf(parts: OperationParts, takesToken: boolean): readonly StandardRefusalName[] {
  const { refusals, requestBody, parameters, responses, idempotency } = parts
  const has = (place: string) => parameters.some((parameter) => parameter.in === place)
  const answers = Object.values(responses).some((response) => 'content' in response)
  const names: readonly StandardRefusalName[] = [
    'BadRequest',
    ...(takesToken ? (['Unauthenticated'] as const) : []),
    ...refusals,
    ...(idempotency ? (['Conflict', 'Invalid'] as const) : []),
    ...(parts.isLimited ? (['TooManyRequests'] as const) : []),
    ...(answers ? (['NotAcceptable'] as const) : []),
    ...(requestBody
      ? (['RequestTimeout', 'PayloadTooLarge', 'UnsupportedMediaType', 'Invalid'] as const)
      : []),
    ...(has('query') ? (['UriTooLong'] as const) : []),
    'InternalError',
    'Unavailable',
  ]
  return [...new Set(names)]
}

function withHeaders(
  responses: OperationParts['responses'],
  headers: { readonly [name: string]: JsonObject },
): { [status: string]: JsonObject } {
  if (Object.keys(headers).length === 0) return responses
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [
      status,
      { ...response, headers: { ...objectOr(response.headers), ...headers } },
    ]),
  )
}
