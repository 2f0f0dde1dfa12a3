/** The rules that an application states, and what is named in them. */
import type { ApplicationModel, ResourceModel, RuleModel } from '../../spec/model.ts'

/** Every rule of resources, policies, operations and implementations. */
export function statedRules(model: ApplicationModel): readonly RuleModel[] {
  const operations = [...Object.values(model.operations), ...model.implementations]
  return [...Object.values(model.resources).flatMap(rulesOfResource), ...operations.map(({ allow }) => allow)]
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

/** A rule and all rules within it. */
export function rulesWithin(rule: RuleModel): readonly RuleModel[] {
  if ('rules' in rule) return [rule, ...rule.rules.flatMap(rulesWithin)]
  return 'of' in rule ? [rule, ...rulesWithin(rule.of)] : [rule]
}

/** Roles that a rule names, in its order. */
export function rolesIn(rule: RuleModel): readonly string[] {
  return rulesWithin(rule).flatMap((each) => (each.rule === 'role' ? [each.role] : []))
}

/** Scopes that a rule names, in its order. */
export function scopesIn(rule: RuleModel): readonly string[] {
  return rulesWithin(rule).flatMap((each) => (each.rule === 'scope' ? [each.scope] : []))
}
