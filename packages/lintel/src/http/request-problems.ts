/** What requests are refused for before any data is touched: one table, one function. */
import { Problem, type ProblemDefinition, type ProblemDetail } from '../spec/problem.ts'

export const requestProblems = {
  route_not_found: {
    status: 404,
    title: 'There is nothing at this address.',
    hint: 'See /openapi.json for what there is.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take this method.',
    hint: 'See the Allow header.',
  },
  not_found: { status: 404, title: 'There is no such row, or you may not see it.', hint: 'Check the id.' },
  unauthenticated: { status: 401, title: 'Authentication is required.', hint: 'Send an access token.' },
  forbidden: { status: 403, title: 'You may not do this.', hint: 'Ask somebody who may.' },
  cross_site_request: {
    status: 403,
    title: 'This request comes from a page of another origin.',
    hint: 'Send it from a page of this service, or name its origin in CORS_ORIGINS.',
  },
  csrf_token_invalid: {
    status: 403,
    title: 'The header X-CSRF-Token is missing or wrong.',
    hint: 'Send the csrfToken that signing in gave, or ask for the session again.',
  },
  query_invalid: { status: 400, title: 'The query is not valid.', hint: 'Read the details.' },
  cursor_invalid: {
    status: 400,
    title: 'The page cursor does not belong here.',
    hint: 'Start again without a cursor.',
  },
  invalid: { status: 422, title: 'The request is not valid.', hint: 'Read the details.' },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was sent with another request.',
    hint: 'Send a new key with each new request.',
  },
  idempotent_request_in_flight: {
    status: 409,
    title: 'The same request is being worked on.',
    hint: 'Wait for as many seconds as Retry-After says, and send it again with its key.',
  },
  idempotent_answer_withheld: {
    status: 409,
    title: 'This request was done before, and its answer is not kept.',
    hint: 'Read what it made, and do not send it with another key: it would be done again.',
  },
  precondition_failed: {
    status: 412,
    title: 'The row has changed since you read it.',
    hint: 'Read it again, then decide.',
  },
  too_many_requests: {
    status: 429,
    title: 'There were too many requests.',
    hint: 'Wait for as many seconds as Retry-After says.',
  },
  overloaded: { status: 503, title: 'The service is busy.', hint: 'Try again soon.' },
  request_timed_out: {
    status: 503,
    title: 'The request took too long.',
    hint: 'Try again, or ask for less.',
  },
  webhook_unverified: {
    status: 401,
    title: 'This delivery is not proven to be of its sender.',
    hint: 'Check the secret and the clock, and that the body is sent as it was signed. The log says more.',
  },
  webhook_without_id: {
    status: 422,
    title: 'This delivery names no id.',
    hint: 'Give it an id of up to 255 characters at the place that is agreed on.',
  },
  webhook_event_unknown: {
    status: 422,
    title: 'Events of this type are not taken.',
    hint: 'Send only the types that are agreed on.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong on our side.',
    hint: 'Tell us the request id.',
  },
} as const satisfies Record<string, ProblemDefinition>

export type RequestProblemCode = keyof typeof requestProblems

interface Extras {
  readonly detail?: string
  readonly errors?: readonly ProblemDetail[]
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

export function requestProblem(code: RequestProblemCode, extras: Extras = {}): Problem {
  const { status, title } = requestProblems[code]
  return new Problem(code, { status, title, ...extras })
}
