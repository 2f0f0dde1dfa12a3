/** The kinds of callers between whom an application's rules tell a difference: nobody, somebody, and each role. */
import type { ApplicationModel } from '../../spec/model.ts'
import { Principal } from '../../spec/principal.ts'
import { type Actor, actorOf } from './actor.ts'
import { rolesIn, rulesOfResource } from './stated-rules.ts'

export interface ActorKind {
  /** `anonymous`, `signed in`, or the role. */
  readonly name: string
  readonly actor: Actor
}

export function actorKinds(model: ApplicationModel): readonly ActorKind[] {
  const rules = Object.values(model.resources).flatMap(rulesOfResource)
  const roles = new Set(rules.flatMap(rolesIn))
  const kind = (name: string, id: string | null, roles: readonly string[]) => ({
    name,
    actor: actorOf(new Principal({ id, roles })),
  })
  return [
    kind('anonymous', null, []),
    kind('signed in', 'somebody', []),
    ...[...roles].toSorted().map((role) => kind(role, 'somebody', [role])),
  ]
}
