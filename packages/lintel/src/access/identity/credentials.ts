/** E-mail address and password: whoever signs in, by whatever door, is asked here. */
import { identityProblem } from '../../spec/identity/problems.ts'
import { verifyPassword } from '../password.ts'
import type { FlowCall } from './flow-call.ts'
import {
  type AccountRow,
  accountByEmail,
  type IdentityParts,
  normalEmail,
  passwordHashOf,
} from './identity-parts.ts'
import { requireSecondFactor } from './second-factor.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
}

/**
 * The account that these credentials are enough for: where it has a second factor, with a code.
 *
 * @throws Problem `credentials_wrong`, `second_factor_required` (401), `code_wrong` (422), `too_many_attempts` (429)
 */
export async function checkCredentials(
  parts: IdentityParts,
  call: Pick<FlowCall, 'address' | 'requestId'>,
  { code, ...credentials }: Credentials & { readonly code?: string | null },
): Promise<AccountRow> {
  const account = await checkPassword(parts, call, credentials)
  await requireSecondFactor(parts, call, account, code)
  return account
}

/**
 * The account whose password this is; that is not enough for one that has a second factor. An account that does not exist costs the same work and gives the same answer.
 *
 * @throws Problem `credentials_wrong` (401), `too_many_attempts` (429)
 */
export async function checkPassword(
  parts: IdentityParts,
  call: Pick<FlowCall, 'address' | 'requestId'>,
  { email, password }: Credentials,
): Promise<AccountRow> {
  const attempt = await parts.throttle.signIn(normalEmail(email), call.address)
  const account = await accountByEmail(parts, email)
  const matches = await verifyPassword(password, account && passwordHashOf(parts, account))
  if (account && matches) {
    await attempt.succeeded()
    return account
  }
  const kind = attempt.locksOut ? 'locked_out' : 'sign_in_failed'
  await parts.audit.record({ kind, account: account?.id, call })
  throw identityProblem('credentials_wrong')
}
