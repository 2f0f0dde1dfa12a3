/** The kinds of callers that a model tells apart: what a matrix has a column for, and tests have people of. */
import type { ApplicationModel, RuleModel } from '../../spec/model.ts'
import { Principal } from '../../spec/principal.ts'
import { type Actor, actorOf } from './actor.ts'
import { scopeName } from './scopes.ts'
import { rolesIn, scopesIn, statedRules } from './stated-rules.ts'

export interface CallerKind {
  /** `anonymous`, `signed in`, `role admin`, `scope orders:read`, `service reports` */
  readonly name: string
  readonly isSignedIn: boolean
  readonly roles: readonly string[]
  readonly scopes?: readonly string[]
}

/** Nobody, somebody, somebody of each role, and somebody with credentials of each scope that a rule names. */
export function callerKinds(model: ApplicationModel): readonly CallerKind[] {
  const rules = statedRules(model)
  const people: CallerKind[] = model.identity
    ? [
        { name: 'signed in', isSignedIn: true, roles: [] },
        ...rolesOf(model, rules).map((role) => ({ name: `role ${role}`, isSignedIn: true, roles: [role] })),
        ...scopesOf(model, rules).map((scope) => ({
          name: `scope ${scope}`,
          isSignedIn: true,
          roles: rolesOf(model, rules),
          scopes: [scope],
        })),
      ]
    : []
  return [{ name: 'anonymous', isSignedIn: false, roles: [] }, ...people]
}

/** Other services, by what the application declares of them. */
export function serviceKinds({ services = {} }: ApplicationModel): readonly CallerKind[] {
  return Object.values(services).map(({ name, roles, scopes }) => ({
    name: `service ${name}`,
    isSignedIn: false,
    roles,
    ...(scopes ? { scopes } : {}),
  }))
}

export function actorOfKind({ name, isSignedIn, roles, scopes }: CallerKind): Actor {
  return actorOf(new Principal({ id: isSignedIn ? name : null, roles, ...(scopes ? { scopes } : {}) }))
}

function rolesOf({ entities, identity }: ApplicationModel, rules: readonly RuleModel[]): readonly string[] {
  const field = entities[identity?.entity ?? '']?.fields[identity?.role ?? '']
  return [...new Set([...(field?.values ?? []), ...rules.flatMap(rolesIn)])]
}

/** Of those that no rule names, one: it covers the reading of a single entity. */
function scopesOf(model: ApplicationModel, rules: readonly RuleModel[]): readonly string[] {
  const read = Object.values(model.resources).find((resource) => resource.read)
  const entity = model.entities[read?.entity ?? '']
  return [...new Set([...rules.flatMap(scopesIn), ...(entity ? [`${scopeName(entity)}:read`] : [])])]
}
