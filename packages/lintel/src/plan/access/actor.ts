/** What of a principal decides which statement is run: whether it is signed in, its roles, and its scopes. */
import { anonymous, type Principal } from '../../spec/principal.ts'

export interface Actor {
  readonly signedIn: boolean
  readonly roles: readonly string[]
  /** `undefined`: the credentials are not limited. */
  readonly scopes: readonly string[] | undefined
  /** Equal for actors for whom every rule without a row decides equally. */
  readonly key: string
}

const actors = new Map<string, Actor>()
const actorsByPrincipal = new WeakMap<Principal, Actor>()

/** The class of a principal; principals with the same roles share one object, so that statements can be cached by it. */
export function actorOf(principal: Principal): Actor {
  const known = actorsByPrincipal.get(principal)
  if (known) return known
  const actor = sharedActor(principal)
  actorsByPrincipal.set(principal, actor)
  return actor
}

/** Whoever says nothing of themselves. */
export const anonymousActor = actorOf(anonymous)

/**
 * Whoever calls when the statement runs: what rules ask of a caller is left to the database, where they stand as policies.
 */
export const openActor: Actor = { signedIn: true, roles: [], scopes: undefined, key: 'open' }

/** The same person without the bounds of the credentials: an operation that they cover does what it does. */
export function unlimitedActorOf(principal: Principal): Actor {
  if (!principal.scopes) return actorOf(principal)
  const { roles, isSignedIn } = principal
  return sharedActor({ roles, isSignedIn, scopes: undefined })
}

function sharedActor(principal: Pick<Principal, 'roles' | 'isSignedIn' | 'scopes'>): Actor {
  // As JSON: the name of one role may look like the names of two. A service has roles and is not signed in.
  const scopes = principal.scopes ? JSON.stringify(principal.scopes) : ''
  const key = `${principal.isSignedIn ? '+' : '-'}${JSON.stringify(principal.roles)}${scopes}`
  const same = actors.get(key)
  if (same) return same
  const { isSignedIn: signedIn, roles, scopes: limits } = principal
  const actor = { signedIn, roles: [...roles], scopes: limits && [...limits], key }
  // Roles come from signed tokens, so their combinations are few; the bound is for a misuse of roles as ids.
  if (actors.size < 10_000) actors.set(key, actor)
  return actor
}
