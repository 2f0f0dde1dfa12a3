/** The stages that say who calls and whether they may go on, for every derived route. */
import { actorOf } from '../plan/access/actor.ts'
import { type Decision, decide, type RowAction } from '../plan/access/condition.ts'
import { identityProblem } from '../spec/identity/problems.ts'
import type { EntityModel, RuleModel } from '../spec/model.ts'
import { anonymous, Principal, type PrincipalData } from '../spec/principal.ts'
import type { Problem } from '../spec/problem.ts'
import type { Backend } from './backend.ts'
import type { Call } from './call.ts'
import { certifiedPrincipal } from './client-certificate.ts'
import { parseAuthorization } from './headers/authorization.ts'
import { principalOf } from './principal-of.ts'
import { requestProblem } from './request-problems.ts'
import { sessionPrincipal } from './session-door.ts'

/**
 * The principal that an access token, a client certificate or a session names; anonymous without one.
 *
 * @throws Problem `second_factor_missing` (403) for a session whose holder may do nothing but set one up
 */
export function authenticate(backend: Backend, call: Call): Principal | Promise<Principal> {
  const principal = callerOf(backend, call)
  return principal instanceof Principal ? withFactor(principal) : principal.then(withFactor)
}

function withFactor(principal: Principal): Principal {
  if (principal.mustEnrol) throw identityProblem('second_factor_missing')
  return principal
}

/** The same, also of a session whose holder may do nothing but set up a second factor. */
export function callerOf(backend: Backend, call: Call): Principal | Promise<Principal> {
  const header = call.message.headers.authorization
  const { tokens, identity, sessionDoor } = backend
  // What a request says of itself counts before what a browser sends along by itself.
  if (header === undefined) {
    const service = backend.certified.size > 0 ? certifiedPrincipal(backend.certified, call) : undefined
    return service ?? (sessionDoor ? sessionPrincipal(sessionDoor, call) : anonymous)
  }
  if (!tokens?.takesAny && !identity?.apiKeys) return anonymous
  refuseSecondAuthorization(call)
  const scheme = backend.model.identity?.scheme ?? 'Bearer'
  const given = parseAuthorization(header)
  if (!given || given.scheme.toLowerCase() !== scheme.toLowerCase()) {
    throw requestProblem('unauthenticated', {
      detail: `Send an access token: Authorization: ${scheme} <token>.`,
    })
  }
  const known = tokens?.known(given.credentials)
  return known ? principalOf(known) : verifyCredentials(backend, given.credentials).then(principalOf)
}

/**
 * Whom an API key or an access token names.
 *
 * @throws Problem `api_key_invalid`, `token_invalid`, `token_expired` (401)
 */
export async function verifyCredentials(
  { tokens, identity }: Pick<Backend, 'tokens' | 'identity'>,
  credentials: string,
): Promise<PrincipalData> {
  if (identity?.apiKeys?.recognises(credentials)) return identity.apiKeys.verify(credentials)
  if (!tokens?.takesAny) throw requestProblem('unauthenticated')
  return tokens.verify(credentials)
}

/**
 * Two of them are refused: Node takes the first, a proxy in front may have looked at the last.
 *
 * @source RFC 9110 §5.3: a field that is no list comes once
 */
export function refuseSecondAuthorization({ message: { rawHeaders } }: Call): void {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 13 && name.toLowerCase() === 'authorization') count++
  }
  if (count > 1) throw requestProblem('unauthenticated', { detail: 'Send one Authorization header.' })
}

interface Question {
  readonly backend: Backend
  readonly rule: RuleModel | undefined
  readonly entity: EntityModel
  readonly action: RowAction
  readonly principal: Principal
}

/** Decides a rule for a caller. Throws 401 when signing in could help, else 403. */
export function authorize({ backend, rule, entity, action, principal }: Question): Decision {
  const decision = decide(rule, { model: backend.model, entity, actor: actorOf(principal), action })
  if (decision !== false) return decision
  throw refusedFor(principal)
}

export function refusedFor(principal: Principal): Problem {
  const isKnown = principal.isSignedIn || principal.kind === 'service'
  return requestProblem(isKnown ? 'forbidden' : 'unauthenticated')
}
