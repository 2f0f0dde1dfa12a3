/** How a session begins, once somebody has proved who they are; and what a page is told of it. */
import type { SecondFactorNeeded, SignedIn } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { unauthenticated } from '../../spec/principal.ts'
import { accountView } from './account-flows.ts'
import type { FlowCall } from './flow-call.ts'
import {
  type AccountRow,
  accountById,
  endAllAccess,
  type IdentityParts,
  passwordHashOf,
} from './identity-parts.ts'
import { confirmedTotp } from './second-factor.ts'
import type { SessionRow } from './sessions.ts'

/** A challenge for an account with a second factor: whoever answers it with a code is signed in. */
export async function askSecondFactor(
  parts: IdentityParts,
  account: AccountRow,
  methods: readonly string[],
): Promise<SecondFactorNeeded['secondFactor'] | undefined> {
  const id = String(account.id)
  if (!(await confirmedTotp(parts, id))) return undefined
  const ttlSeconds = parts.flows.secondFactor?.challengeTtlSeconds ?? 0
  const data = { methods: methods.join(' ') }
  return parts.challenges.ask({ purpose: 'second_factor', account: id, ttlSeconds, data })
}

/** Opens a session, unless the password was replaced meanwhile: that has ended every session but this one. */
export async function openUnlessReplaced(
  parts: IdentityParts,
  call: FlowCall,
  account: AccountRow,
  methods: readonly string[],
): Promise<SignedIn> {
  const opened = await openSession(parts, call, account, methods)
  const now = await accountById(parts, String(account.id))
  if (now && passwordHashOf(parts, now) === passwordHashOf(parts, account)) return opened
  await endAllAccess(parts, String(account.id))
  call.dropSession()
  throw identityProblem('credentials_wrong')
}

/**
 * Opens a session for an account that has proved who it is.
 *
 * The token is always a new one, and the session that the cookie named until now ends: whoever planted that cookie
 * gains nothing (session fixation).
 */
export async function openSession(
  parts: IdentityParts,
  call: FlowCall,
  account: AccountRow,
  methods: readonly string[],
): Promise<SignedIn> {
  const { sessions, audit } = parts
  if (call.sessionToken !== undefined) await sessions.endToken(call.sessionToken)
  const { address, userAgent } = call
  const { session, token } = await sessions.open({ account, address, userAgent, methods })
  call.keepSession(token, sessions.maxAgeSeconds(session))
  await audit.record({ kind: 'signed_in', account: account.id, call })
  return signedIn(parts, account, session)
}

/** What a page is told of its session. */
export function signedIn(parts: IdentityParts, account: AccountRow, session: SessionRow): SignedIn {
  return {
    user: accountView(parts, account),
    session: parts.sessions.view(session, session.id),
    csrfToken: session.csrfToken,
  }
}

/** The row of whoever calls. @throws Problem `unauthenticated` (401) when it is gone */
export async function ownAccount(parts: IdentityParts, call: FlowCall): Promise<AccountRow> {
  const account = await accountById(parts, call.principal.id)
  if (!account) throw unauthenticated()
  return account
}
