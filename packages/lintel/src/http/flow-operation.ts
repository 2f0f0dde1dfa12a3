/** What is special about the operations that are flows of identity. */
import type { FlowCall } from '../access/identity/flow-call.ts'
import { authWithFlows } from '../spec/identity/flows.ts'
import type { OperationModel } from '../spec/model.ts'
import type { Auth } from '../spec/operation.ts'
import { anonymous, type Principal } from '../spec/principal.ts'
import { authenticate } from './authenticate.ts'
import type { Backend } from './backend.ts'
import type { Call } from './call.ts'
import type { Admitted } from './endpoint.ts'
import { dropCookie, keepCookie, requireOwnPage, sessionToken } from './session-door.ts'

/**
 * Who calls a flow. One that is open to all acts for nobody: a page that signs somebody in needs no token of a session
 * that the browser still has. But no page of another origin signs anybody in, or out.
 */
export function flowPrincipal(
  backend: Backend,
  { allow }: OperationModel,
  call: Call,
): Principal | Promise<Principal> {
  if (backend.sessionDoor) requireOwnPage(backend.sessionDoor.origins, call)
  const actsForNobody = allow.rule === 'anyone' && call.message.headers.authorization === undefined
  return actsForNobody ? anonymous : authenticate(backend, call)
}

/** `auth` of one call of a flow. */
export function flowAuth(backend: Backend, admitted: Admitted): Auth {
  const { auth, identity } = backend
  return identity ? authWithFlows(auth, identity.flowsFor(flowCall(backend, admitted))) : auth
}

function flowCall({ sessionDoor }: Backend, { call, principal }: Admitted): FlowCall {
  return {
    requestId: call.id,
    address: call.address,
    userAgent: call.header('user-agent'),
    principal,
    sessionToken: sessionDoor ? sessionToken(sessionDoor, call) : undefined,
    keepSession: (token, maxAgeSeconds) => {
      if (sessionDoor) call.setCookie(keepCookie(sessionDoor.cookie, token, maxAgeSeconds))
    },
    dropSession: () => {
      if (sessionDoor) call.setCookie(dropCookie(sessionDoor.cookie))
    },
  }
}
