/** The refusals that no author declares, each with the component that describes it. */
import type { JsonObject } from '../contract/json.ts'
import type { ComponentTable } from './component-table.ts'
import { errorExample, errorMediaTypes, errorReference, type Refusal } from './error-schemas.ts'
import { responseHeader } from './headers.ts'
import type { Reference } from './open-api.ts'

interface StandardRefusal extends Refusal {
  readonly description: string
  readonly headers?: readonly ('WWW-Authenticate' | 'Retry-After' | 'RateLimit' | 'RateLimit-Policy')[]
}

/** By the name of the component. `code` is that of the example: a status may have other codes too. */
export const standardRefusals = {
  BadRequest: {
    status: 400,
    code: 'query_invalid',
    title: 'The query is not valid.',
    description:
      'The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor.',
    details: [
      {
        pointer: 'query/limit',
        code: 'out_of_range',
        message: 'limit must be a whole number from 1 to 100.',
      },
    ],
  },
  Unauthenticated: {
    status: 401,
    code: 'unauthenticated',
    title: 'Authentication is required.',
    description: 'There is no access token, or it is not valid.',
    headers: ['WWW-Authenticate'],
  },
  Forbidden: {
    status: 403,
    code: 'forbidden',
    title: 'You may not do this.',
    description: 'Whoever calls may not do this.',
  },
  NotFound: {
    status: 404,
    code: 'not_found',
    title: 'There is no such row, or you may not see it.',
    description: 'It does not exist, or whoever calls may not see it.',
  },
  NotAcceptable: {
    status: 406,
    code: 'not_acceptable',
    title: 'No representation is acceptable to the client.',
    description: '`Accept` allows none of the media types on offer.',
  },
  RequestTimeout: {
    status: 408,
    code: 'request_timeout',
    title: 'The body did not arrive in time.',
    description: 'The body did not arrive in time.',
  },
  Conflict: {
    status: 409,
    code: 'conflict',
    title: 'Another row has this value already.',
    description: 'It does not go together with what is stored.',
  },
  PreconditionFailed: {
    status: 412,
    code: 'precondition_failed',
    title: 'The row has changed since you read it.',
    description: 'It no longer has the entity tag that `If-Match` names: somebody changed it in between.',
  },
  PayloadTooLarge: {
    status: 413,
    code: 'body_too_large',
    title: 'The body is too large.',
    description: 'The body is too large.',
  },
  UriTooLong: {
    status: 414,
    code: 'query_too_long',
    title: 'The query string is too long.',
    description: 'The query string is too long.',
  },
  UnsupportedMediaType: {
    status: 415,
    code: 'media_type_unsupported',
    title: 'The media type of the body is not supported.',
    description: '`Content-Type` is none of the media types that the body may have.',
  },
  Invalid: {
    status: 422,
    code: 'invalid',
    title: 'The request is not valid.',
    description: 'The request can be read, but its values break a rule: `details` says which.',
    details: [{ pointer: '/email', code: 'required', message: 'email is required.' }],
  },
  TooManyRequests: {
    status: 429,
    code: 'too_many_requests',
    title: 'There were too many requests.',
    description: 'There were too many requests; `Retry-After` says when to come again.',
    headers: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  },
  InternalError: {
    status: 500,
    code: 'internal_error',
    title: 'Something went wrong on our side.',
    description: 'A fault of the service. `requestId` finds it in the logs.',
  },
  BadGateway: {
    status: 502,
    code: 'dependency_failed',
    title: 'Another system that this needs answered with an error.',
    description: 'Another system, which this operation asks, answered with an error or what cannot be used.',
  },
  Unavailable: {
    status: 503,
    code: 'database_unavailable',
    title: 'The service cannot reach its data at the moment.',
    description: 'The service cannot answer at the moment; `Retry-After` says when to try again.',
    headers: ['Retry-After'],
  },
} as const satisfies Record<string, StandardRefusal>

export type StandardRefusalName = keyof typeof standardRefusals

/** Responses by status, as references to components. */
export function refusalResponses(
  components: ComponentTable,
  names: readonly StandardRefusalName[],
): { [status: string]: Reference } {
  const sorted = [...names].sort(
    (one, other) => standardRefusals[one].status - standardRefusals[other].status,
  )
  return Object.fromEntries(
    sorted.map((name) => [
      String(standardRefusals[name].status),
      components.reference('responses', name, () => refusalResponse(components, standardRefusals[name])),
    ]),
  )
}

function refusalResponse(components: ComponentTable, refusal: StandardRefusal): JsonObject {
  const headers = (refusal.headers ?? []).map((name) => [name, responseHeader(components, name)])
  return {
    description: refusal.description,
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    content: Object.fromEntries(
      errorMediaTypes.map((mediaType) => [
        mediaType,
        { schema: errorReference(components, mediaType), example: errorExample(refusal, mediaType) },
      ]),
    ),
  }
}
