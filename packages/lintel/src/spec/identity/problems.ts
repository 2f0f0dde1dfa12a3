/** What the flows of identity refuse: one table, one function. */
import { Problem, type ProblemDefinition, type ProblemDetail } from '../problem.ts'

export const identityProblems = {
  credentials_wrong: {
    status: 401,
    title: 'The e-mail address or the password is wrong.',
    hint: 'Check both, or ask for a new password.',
  },
  password_wrong: { status: 422, title: 'The current password is wrong.', hint: 'Check it.' },
  single_use_token_invalid: {
    status: 422,
    title: 'This token is unknown, was used already, or is over.',
    hint: 'Ask for a new one.',
  },
  refresh_token_invalid: {
    status: 401,
    title: 'The refresh token is unknown, was used already, or is over.',
    hint: 'Sign in again.',
  },
  too_many_attempts: {
    status: 429,
    title: 'There were too many attempts.',
    hint: 'Wait for as many seconds as Retry-After says.',
  },
  session_not_found: { status: 404, title: 'You have no such session.', hint: 'Check the id.' },
} as const satisfies Record<string, ProblemDefinition>

export type IdentityProblemCode = keyof typeof identityProblems

interface Extras {
  readonly errors?: readonly ProblemDetail[]
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

export function identityProblem(code: IdentityProblemCode, extras: Extras = {}): Problem {
  const { status, title } = identityProblems[code]
  return new Problem(code, { status, title, ...extras })
}

/** For the `errors` of an operation. */
export function declaredProblems(
  ...codes: readonly IdentityProblemCode[]
): Record<string, { readonly status: number; readonly title: string }> {
  return Object.fromEntries(
    codes.map((code) => [
      code,
      { status: identityProblems[code].status, title: identityProblems[code].title },
    ]),
  )
}
