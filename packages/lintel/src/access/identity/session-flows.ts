/** Signing in and out. */
import type { SecondFactorNeeded, SessionFlows, SignedIn } from '../../spec/identity/flows.ts'
import { identityProblem } from '../../spec/identity/problems.ts'
import { accountView } from './account-flows.ts'
import { type Credentials, checkPassword } from './credentials.ts'
import type { FlowCall } from './flow-call.ts'
import { endAllAccess, type IdentityParts } from './identity-parts.ts'
import { askSecondFactor, openUnlessReplaced, ownAccount, signedIn } from './session-opening.ts'
import { stepUp } from './step-up.ts'

export function sessionFlows(parts: IdentityParts, call: FlowCall): SessionFlows {
  return {
    signIn: (credentials) => signIn(parts, call, credentials),
    stepUp: (proof) => stepUp(parts, call, proof),
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

async function signIn(
  parts: IdentityParts,
  call: FlowCall,
  credentials: Credentials,
): Promise<SignedIn | SecondFactorNeeded> {
  const account = await checkPassword(parts, call, credentials)
  const secondFactor = await askSecondFactor(parts, account, ['pwd'])
  if (secondFactor) return { user: null, session: null, csrfToken: null, secondFactor }
  return openUnlessReplaced(parts, call, account, ['pwd'])
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
