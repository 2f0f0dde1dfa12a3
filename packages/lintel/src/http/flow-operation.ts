/** What is special about the operations that are flows of identity. */
import type { FlowCall } from '../access/identity/flow-call.ts'
import { enrollingFlows } from '../spec/identity/enrolling-flows.ts'
import { authWithFlows } from '../spec/identity/flows.ts'
import type { OperationModel } from '../spec/model.ts'
import type { Auth } from '../spec/operation.ts'
import { anonymous, Principal } from '../spec/principal.ts'
import { authenticate, callerOf } from './authenticate.ts'
import type { Backend } from './backend.ts'
import type { Call } from './call.ts'
import type { Admitted } from './endpoint.ts'
import { requestProblem } from './request-problems.ts'
import {
  browserForm,
  cookieToken,
  dropCookie,
  keepCookie,
  requireOwnPage,
  sessionToken,
} from './session-door.ts'

/**
 * Who calls a flow. One that is open to all acts for nobody: a page that signs somebody in needs no token of a session
 * that the browser still has. But no page of another origin signs anybody in, or out.
 */
export function flowPrincipal(
  backend: Backend,
  { allow, name }: OperationModel,
  call: Call,
): Principal | Promise<Principal> {
  if (backend.sessionDoor) requireOwnPage(backend.sessionDoor.origins, call)
  // A page that is only looked at changes nothing in anybody's name, so there a session is asked who it is.
  const isOpen = allow.rule === 'anyone' && call.method !== 'GET'
  const actsForNobody = isOpen && call.message.headers.authorization === undefined
  if (actsForNobody) return anonymous
  const principal = enrollingFlows.has(name) ? callerOf(backend, call) : authenticate(backend, call)
  return principal instanceof Principal ? withoutKey(principal) : principal.then(withoutKey)
}

/** Whoever has found a key cannot turn it into more: it changes no password, makes no keys and ends no sessions. */
function withoutKey(principal: Principal): Principal {
  if (principal.apiKey === undefined) return principal
  throw requestProblem('forbidden', { detail: 'An API key opens no route of identity: sign in.' })
}

/** `auth` of one call of a flow. */
export function flowAuth(backend: Backend, admitted: Admitted): Auth {
  const { auth, identity } = backend
  return identity ? authWithFlows(auth, identity.flowsFor(flowCall(backend, admitted))) : auth
}

function flowCall({ sessionDoor, model }: Backend, { call, principal }: Admitted): FlowCall {
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
    base: `${sessionDoor?.publicUrl ?? `http://${call.header('host') ?? 'localhost'}`}${model.prefix}`,
    search: call.search,
    browserToken: sessionDoor ? cookieToken(browserForm(sessionDoor.cookie), call) : undefined,
    keepBrowser: (token, maxAgeSeconds) => {
      if (sessionDoor) call.setCookie(keepCookie(browserForm(sessionDoor.cookie), token, maxAgeSeconds))
    },
    dropBrowser: () => {
      if (sessionDoor) call.setCookie(dropCookie(browserForm(sessionDoor.cookie)))
    },
    redirect: (address) => {
      call.location = address
    },
  }
}
