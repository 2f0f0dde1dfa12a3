/** Proving again who one is, for what asks for a fresh sign-in. */
import type { SignedIn } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { verifyPassword } from '../password.ts'
import type { FlowCall } from './flow-call.ts'
import { type AccountRow, type IdentityParts, passwordHashOf } from './identity-parts.ts'
import { requireSecondFactor } from './second-factor.ts'
import { ownAccount, signedIn } from './session-opening.ts'

export interface Proof {
  readonly password: string
  readonly code?: string | null
}

/** @throws Problem `session_required` (403), `password_wrong` (422), `second_factor_required` (401), `code_wrong` (422) */
export async function stepUp(
  parts: IdentityParts,
  call: FlowCall,
  { password, code }: Proof,
): Promise<SignedIn> {
  const { throttle, audit } = parts
  const account = await ownAccount(parts, call)
  if (call.principal.session === undefined) throw identityProblem('session_required')
  const attempt = await throttle.account(call.principal.id)
  if (!(await verifyPassword(password, passwordHashOf(parts, account)))) {
    await audit.record({ kind: 'step_up_failed', account: account.id, call })
    throw identityProblem('password_wrong')
  }
  await attempt.succeeded()
  const methods = await requireSecondFactor(parts, call, account, code)
  return freshen(parts, call, account, ['pwd', ...methods])
}

/** The session is fresh again, under a new token: whoever had the old one gains nothing. */
export async function freshen(
  parts: IdentityParts,
  call: FlowCall,
  account: AccountRow,
  methods: readonly string[],
): Promise<SignedIn> {
  const { sessions, audit } = parts
  const { session: id } = call.principal
  const renewed = id === undefined ? undefined : await sessions.renew(id, methods)
  if (!renewed) throw identityProblem('session_required')
  call.keepSession(renewed.token, sessions.maxAgeSeconds(renewed.session))
  await audit.record({ kind: 'stepped_up', account: account.id, call, detail: methods.join(' ') })
  return signedIn(parts, account, renewed.session)
}
