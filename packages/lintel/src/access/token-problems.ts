/** What tokens are refused for: one table, one function. */
import { Problem, type ProblemDefinition } from '../spec/problem.ts'

export const tokenProblems = {
  token_expired: { status: 401, title: 'The access token has expired.', hint: 'Sign in again.' },
  token_invalid: {
    status: 401,
    title: 'The access token is not valid.',
    hint: 'Sign in again. Is it one for this application?',
  },
  issuer_unavailable: {
    status: 503,
    title: 'Who signed the access token cannot be asked for its keys.',
    hint: 'Try again soon.',
  },
} as const satisfies Record<string, ProblemDefinition>

export type TokenProblemCode = keyof typeof tokenProblems

/** @param cause  told to the log alone */
export function tokenProblem(code: TokenProblemCode, cause?: unknown): Problem {
  const { status, title } = tokenProblems[code]
  // RFC 6750 §3.1
  const challenge = `Bearer error="invalid_token", error_description="${title}"`
  return new Problem(code, {
    status,
    title,
    headers: status === 401 ? { 'www-authenticate': challenge } : { 'retry-after': '5' },
    ...(cause === undefined ? {} : { cause }),
  })
}
