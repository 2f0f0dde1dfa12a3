/** The routes of tokens: for clients that keep no cookies. */
import { t } from '../fields.ts'
import type { IdentityModel } from '../model.ts'
import { type Operation, operation } from '../operation.ts'
import { anyone } from '../rules.ts'
import { typedCode, typedPassword } from './flow-fields.ts'
import { flowsOf } from './flows.ts'
import { declaredProblems } from './problems.ts'

const tag = 'auth'

/** 384 bits as base64url. */
const refreshToken = () => t.text({ min: 64, max: 64, pattern: '^[\\w-]{64}$' })

/** RFC 6749 §3.3 */
const scope = () =>
  t
    .text({ min: 1, max: 1000, pattern: '^[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*$' })
    .describe('What the access tokens are to be good for, words with spaces between; absent: not limited.')

const issued = {
  accessToken: t.text().describe('For the header `Authorization`.'),
  tokenType: t.text({ max: 64 }).describe('The word before it there.'),
  expiresInSeconds: t.integer({ min: 1 }),
  refreshToken: refreshToken().describe('Good for one use, at the route that refreshes.'),
  refreshExpiresAt: t.timestamp().describe('When the refresh token ends if it is not used.'),
}

export function tokenFlows({ flows }: IdentityModel): Record<string, Operation> {
  if (!flows?.refresh) return {}
  const path = flows.path as '/auth'
  return {
    authToken: flows.secondFactor ? issueWithCode(path) : issue(path),
    authRefreshToken: refresh(path, flows.secondFactor !== undefined),
    authRevokeToken: revoke(path),
  }
}

type Path = '/auth'

function issue(path: Path): Operation {
  return operation(`POST ${path}/token`, {
    summary: 'Get tokens for e-mail address and password',
    description: 'For clients that keep no cookies. Send neither token anywhere else.',
    tag,
    allow: anyone,
    input: { email: t.email().personal(), password: typedPassword(), scope: scope().optional() },
    output: issued,
    status: 200,
    errors: declaredProblems('credentials_wrong', 'too_many_attempts'),
    run: ({ input, auth }) => flowsOf(auth).tokens.issue(input),
  })
}

function issueWithCode(path: Path): Operation {
  return operation(`POST ${path}/token`, {
    summary: 'Get tokens for e-mail address and password',
    description:
      'For clients that keep no cookies. Send neither token anywhere else. `code` is for accounts with a second factor.',
    tag,
    allow: anyone,
    input: {
      email: t.email().personal(),
      password: typedPassword(),
      code: typedCode().optional(),
      scope: scope().optional(),
    },
    output: issued,
    status: 200,
    errors: declaredProblems(
      'credentials_wrong',
      'second_factor_required',
      'second_factor_missing',
      'code_wrong',
      'too_many_attempts',
    ),
    run: ({ input, auth }) => flowsOf(auth).tokens.issue(input),
  })
}

function refresh(path: Path, mayLackFactor: boolean): Operation {
  return operation(`POST ${path}/token/refresh`, {
    summary: 'Get the next tokens for a refresh token',
    description:
      'A refresh token is good for one use. A second use ends every token that came of the same sign-in: one of those who used it has stolen it.',
    tag,
    allow: anyone,
    input: { refreshToken: refreshToken() },
    output: issued,
    status: 200,
    errors: declaredProblems(
      'refresh_token_invalid',
      ...(mayLackFactor ? (['second_factor_missing'] as const) : []),
    ),
    run: ({ input, auth }) => flowsOf(auth).tokens.refresh(input.refreshToken),
  })
}

/** RFC 7009 §2.2: the answer is the same for a token that is unknown. */
function revoke(path: Path): Operation {
  return operation(`POST ${path}/token/revoke`, {
    summary: 'End a refresh token, and all that came of the same sign-in',
    description: 'The answer is the same for a token that is unknown or over.',
    tag,
    allow: anyone,
    input: { refreshToken: refreshToken() },
    run: ({ input, auth }) => flowsOf(auth).tokens.revoke(input.refreshToken),
  })
}
