/** The kinds of callers between whom an application's rules tell a difference: nobody, somebody, and each role. */
import type { ApplicationModel, ResourceModel, RuleModel } from '../../spec/model.ts'
import { Principal } from '../../spec/principal.ts'
import { type Actor, actorOf } from './actor.ts'

export interface ActorKind {
  /** `anonymous`, `signed in`, or the role. */
  readonly name: string
  readonly actor: Actor
}

export function actorKinds(model: ApplicationModel): readonly ActorKind[] {
  const rules = Object.values(model.resources).flatMap(rulesOfResource)
  const roles = new Set(rules.flatMap((rule) => rolesIn(rule)))
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

/** Every rule that a resource or policy states: of its rows, and of single fields. */
export function rulesOfResource({
  read,
  create,
  update,
  delete: remove,
  fields,
}: ResourceModel): readonly RuleModel[] {
  const single = Object.values(fields ?? {}).flatMap((access) => [access.read, access.write])
  const rules = [read?.who, create?.who, update?.who, update?.after, remove?.who, ...single]
  return rules.filter((rule) => rule !== undefined)
}

function rolesIn(rule: RuleModel): readonly string[] {
  switch (rule.rule) {
    case 'role':
      return [rule.role]
    case 'anyOf':
    case 'allOf':
      return rule.rules.flatMap(rolesIn)
    case 'not':
    case 'acrossTenants':
    case 'related':
      return rolesIn(rule.of)
    default:
      return []
  }
}
