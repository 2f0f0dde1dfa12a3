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
  session_required: {
    status: 403,
    title: 'This needs a session.',
    hint: 'Sign in with a password or a passkey: an access token does not do here.',
  },
  sign_in_not_fresh: {
    status: 403,
    title: 'You signed in too long ago for this.',
    hint: 'Prove again who you are, at POST /auth/step-up, or sign in again.',
  },
  second_factor_required: {
    status: 401,
    title: 'This account has a second factor.',
    hint: 'Send a code along.',
  },
  code_wrong: {
    status: 422,
    title: 'This code is wrong, was used already, or is over.',
    hint: 'Wait for the next code of your app, or use a recovery code.',
  },
  second_factor_missing: {
    status: 403,
    title: 'Your role needs a second factor, and you have none.',
    hint: 'Sign in for a session, and set up an app or a passkey in it; nothing else is open to you before.',
  },
  second_factor_on: { status: 409, title: 'You have a second factor already.', hint: 'Switch it off first.' },
  second_factor_off: { status: 409, title: 'You have no second factor.', hint: 'Set one up first.' },
  passkey_refused: {
    status: 422,
    title: 'This passkey is not accepted.',
    hint: 'Begin again, in the same browser. The log says why.',
  },
  passkey_not_found: { status: 404, title: 'You have no such passkey.', hint: 'Check the id.' },
  too_many_passkeys: {
    status: 409,
    title: 'You have as many passkeys as an account may have.',
    hint: 'Take one away that is not used.',
  },
  return_to_foreign: {
    status: 422,
    title: 'This is no page of this service.',
    hint: 'Give a path that begins with one slash, without a fragment.',
  },
  provider_unknown: {
    status: 404,
    title: 'Nobody signs in here by this provider.',
    hint: 'Set it up: its issuer and its client id come from the settings.',
  },
  provider_unavailable: { status: 503, title: 'The provider does not answer.', hint: 'Try again soon.' },
  provider_refused: {
    status: 422,
    title: 'The provider has signed nobody in.',
    hint: 'Begin again. The log says what it answered.',
  },
  provider_answer_unknown: {
    status: 422,
    title: 'This browser waits for no such answer of this provider.',
    hint: 'Begin again, in the same browser.',
  },
  provider_email_unverified: {
    status: 403,
    title: 'The provider does not say that this e-mail address is yours.',
    hint: 'Verify it there, or sign in here and link the account.',
  },
  provider_account_unknown: {
    status: 403,
    title: 'Nobody here has this e-mail address.',
    hint: 'Ask for an account first.',
  },
  account_not_linked: {
    status: 409,
    title: 'There is an account with this e-mail address, and nobody has shown yet whose it is.',
    hint: 'Sign in to it and link the provider, or ask for a new password.',
  },
  identity_taken: {
    status: 409,
    title: 'This account elsewhere is linked to another account here.',
    hint: 'Sign in with it, or take it away there.',
  },
  identity_not_found: { status: 404, title: 'You have no such account elsewhere.', hint: 'Check the id.' },
  last_way_in: {
    status: 409,
    title: 'Without this you could not sign in any more.',
    hint: 'Set a password or another way in first.',
  },
  api_key_invalid: {
    status: 401,
    title: 'The API key is not valid.',
    hint: 'It is unknown, over, or revoked. Make another one.',
  },
  api_key_not_found: { status: 404, title: 'You have no such API key.', hint: 'Check the id.' },
  too_many_api_keys: {
    status: 409,
    title: 'You have as many API keys as an account may have.',
    hint: 'Revoke one that is not used.',
  },
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
