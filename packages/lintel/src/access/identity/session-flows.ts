/** Signing in and out. */
import type { SessionFlows, SignedIn } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { unauthenticated } from '../../spec/principal.ts'
import { accountView } from './account-flows.ts'
import { type Credentials, checkCredentials } from './credentials.ts'
import type { FlowCall } from './flow-call.ts'
import {
  type AccountRow,
  accountById,
  endAllAccess,
  type IdentityParts,
  passwordHashOf,
} from './identity-parts.ts'
import type { SessionRow } from './sessions.ts'

export function sessionFlows(parts: IdentityParts, call: FlowCall): SessionFlows {
  return {
    signIn: (credentials) => signIn(parts, call, credentials),
    signOut: () => signOut(parts, call),
    signOutEverywhere: () => signOutEverywhere(parts, call),
    current: () => current(parts, call),
    list: async () => {
      const sessions = await parts.sessions.list(call.principal.id)
      return sessions.map((session) => parts.sessions.view(session, call.principal.session))
    },
    end: (session) => endSession(parts, call, session),
  }
}

async function signIn(parts: IdentityParts, call: FlowCall, credentials: Credentials): Promise<SignedIn> {
  const account = await checkCredentials(parts, call, credentials)
  const opened = await openSession(parts, call, account)
  // A password that was replaced meanwhile has ended every session but this one.
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
): Promise<SignedIn> {
  const { sessions, audit } = parts
  if (call.sessionToken !== undefined) await sessions.endToken(call.sessionToken)
  const { address, userAgent } = call
  const { session, token } = await sessions.open({ account, address, userAgent })
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

async function signOut(parts: IdentityParts, call: FlowCall): Promise<void> {
  const { id, session } = call.principal
  call.dropSession()
  if (session === undefined || !(await parts.sessions.end(session, id))) return
  await parts.audit.record({ kind: 'signed_out', account: id, call })
}

async function signOutEverywhere(parts: IdentityParts, call: FlowCall): Promise<void> {
  const { id } = call.principal
  call.dropSession()
  await endAllAccess(parts, id)
  await parts.audit.record({ kind: 'signed_out_everywhere', account: id, call })
}

async function current(parts: IdentityParts, call: FlowCall): Promise<SignedIn> {
  const account = await ownAccount(parts, call)
  const { session: id } = call.principal
  const session = id === undefined ? undefined : await parts.sessions.get(id)
  if (session) return signedIn(parts, account, session)
  return { user: accountView(parts, account), session: null, csrfToken: null }
}

async function endSession(parts: IdentityParts, call: FlowCall, session: string): Promise<void> {
  const { id } = call.principal
  if (!(await parts.sessions.end(session, id))) throw identityProblem('session_not_found')
  if (session === call.principal.session) call.dropSession()
  await parts.audit.record({ kind: 'session_ended', account: id, call })
}

/** The row of whoever calls. @throws Problem `unauthenticated` (401) when it is gone */
export async function ownAccount(parts: IdentityParts, call: FlowCall): Promise<AccountRow> {
  const account = await accountById(parts, call.principal.id)
  if (!account) throw unauthenticated()
  return account
}
