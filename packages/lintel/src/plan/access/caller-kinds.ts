/** The kinds of callers that a model tells apart: what a matrix has a column for, and tests have people of. */
import type { ApplicationModel, RuleModel } from '../../spec/model.ts'
import { scopeName } from './scopes.ts'

export interface CallerKind {
  /** `anonymous`, `signed in`, `role admin`, `scope orders:read` */
  readonly name: string
  readonly isSignedIn: boolean
  readonly roles: readonly string[]
  readonly scopes?: readonly string[]
}

/** Nobody, somebody, somebody of each role, and somebody with credentials of each scope that a rule names. */
export function callerKinds(model: ApplicationModel): readonly CallerKind[] {
  const rules = rulesOf(model)
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

/** The rules that somebody declared, by where they stand. */
export function rulesOf(model: ApplicationModel): readonly RuleModel[] {
  const ofResources = Object.values(model.resources).flatMap(
    ({ read, create, update, delete: remove, fields }) => [
      read?.who,
      create?.who,
      update?.who,
      update?.after,
      remove?.who,
      ...Object.values(fields ?? {}).flatMap((access) => [access.read, access.write]),
    ],
  )
  const ofOperations = [...Object.values(model.operations), ...model.implementations].map(
    ({ allow }) => allow,
  )
  return [...ofResources, ...ofOperations].filter((rule) => rule !== undefined)
}

/** A rule and all rules within it. */
export function rulesWithin(rule: RuleModel): readonly RuleModel[] {
  if ('rules' in rule) return [rule, ...rule.rules.flatMap(rulesWithin)]
  return 'of' in rule ? [rule, ...rulesWithin(rule.of)] : [rule]
}

function rolesOf({ entities, identity }: ApplicationModel, rules: readonly RuleModel[]): readonly string[] {
  const field = entities[identity?.entity ?? '']?.fields[identity?.role ?? '']
  const named = rules.flatMap(rulesWithin).flatMap((each) => (each.rule === 'role' ? [each.role] : []))
  return [...new Set([...(field?.values ?? []), ...named])]
}

/** Of those that no rule names, one: it covers the reading of a single entity. */
function scopesOf(model: ApplicationModel, rules: readonly RuleModel[]): readonly string[] {
  const named = rules.flatMap(rulesWithin).flatMap((each) => (each.rule === 'scope' ? [each.scope] : []))
  const read = Object.values(model.resources).find((resource) => resource.read)
  const entity = model.entities[read?.entity ?? '']
  return [...new Set([...named, ...(entity ? [`${scopeName(entity)}:read`] : [])])]
}
