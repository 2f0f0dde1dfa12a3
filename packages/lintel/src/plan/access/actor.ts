/** What of a principal decides which statement is run: whether it is signed in, and its roles. */
import type { Principal } from '../../spec/principal.ts'

export interface Actor {
  readonly signedIn: boolean
  readonly roles: readonly string[]
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

function sharedActor(principal: Principal): Actor {
  // As JSON: the name of one role may look like the names of two. A service has roles and is not signed in.
  const key = `${principal.isSignedIn ? '+' : '-'}${JSON.stringify(principal.roles)}`
  const same = actors.get(key)
  if (same) return same
  const actor = { signedIn: principal.isSignedIn, roles: [...principal.roles], key }
  // Roles come from signed tokens, so their combinations are few; the bound is for a misuse of roles as ids.
  if (actors.size < 10_000) actors.set(key, actor)
  return actor
}
