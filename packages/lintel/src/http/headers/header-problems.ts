/** The refusals of header and query parsing: code, status, title, and what the caller can do. */
import { Problem, type ProblemDefinition, type ProblemDetail } from '../../spec/problem.ts'

export const headerProblems = {
  not_acceptable: {
    status: 406,
    title: 'No representation is acceptable to the client.',
    hint: 'Send an Accept header that allows one of the offered media types, or none at all.',
  },
  entity_tag_malformed: {
    status: 400,
    title: 'The conditional header is not a list of entity tags.',
    hint: 'Send the ETag exactly as it was received, with its double quotes, or *.',
  },
  query_malformed: {
    status: 400,
    title: 'The query string is not valid.',
    hint: 'Percent-encode names and values as UTF-8.',
  },
  query_too_long: {
    status: 414,
    title: 'The query string is too long.',
    hint: 'Send fewer or shorter parameters.',
  },
  query_too_many_parameters: {
    status: 400,
    title: 'The query string has too many parameters.',
    hint: 'Send fewer parameters.',
  },
  query_forbidden_name: {
    status: 400,
    title: 'The query string has a parameter with a forbidden name.',
    hint: 'Leave out the parameter __proto__.',
  },
  query_text_invalid: {
    status: 400,
    title: 'The query string has text that cannot be stored.',
    hint: 'Leave out the character U+0000.',
  },
  idempotency_key_missing: {
    status: 400,
    title: 'The header Idempotency-Key is missing.',
    hint: 'Send a new UUID with each request, and the same one when you send the request again.',
  },
  idempotency_key_malformed: {
    status: 400,
    title: 'The header Idempotency-Key is not valid.',
    hint: 'Send one key of 1 to 255 visible ASCII characters, such as a UUID.',
  },
  idempotency_key_guessable: {
    status: 400,
    title: 'The Idempotency-Key is too short for a caller who is not signed in.',
    hint: 'Send 32 characters or more that nobody can guess, such as a UUID.',
  },
} as const satisfies Record<string, ProblemDefinition>

export type HeaderProblemCode = keyof typeof headerProblems

/** What a refusal may add to its row of the table. */
export interface ProblemExtras {
  readonly detail?: string
  readonly errors?: readonly ProblemDetail[]
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** Makes the Problem of one row; without a `detail` the hint is told. */
export function headerProblem(code: HeaderProblemCode, extras: ProblemExtras = {}): Problem {
  const { status, title, hint } = headerProblems[code]
  return new Problem(code, { status, title, detail: hint, ...extras })
}
