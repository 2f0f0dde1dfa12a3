/** Step up: what changes the ways into an account asks for somebody who proved a moment ago who they are. */
import { identityProblem } from '../../spec/identity/problems.ts'
import type { FlowCall } from './flow-call.ts'
import type { IdentityParts } from './identity-parts.ts'
import type { SessionRow } from './sessions.ts'

/**
 * The session that asks, if its sign-in is fresh. Whoever finds an open page, or has stolen a cookie, gains no lasting
 * way in.
 *
 * @throws Problem `session_required`, `sign_in_not_fresh` (403)
 */
export async function freshSession(
  { sessions, flows }: IdentityParts,
  { principal }: Pick<FlowCall, 'principal'>,
): Promise<SessionRow> {
  const session = principal.session === undefined ? undefined : await sessions.get(principal.session)
  if (!session) throw identityProblem('session_required')
  const ageMs = Date.now() - Date.parse(session.authenticatedAt)
  if (ageMs > (flows.sessions?.freshSeconds ?? 0) * 1000) throw identityProblem('sign_in_not_fresh')
  return session
}
