/** The references by which a rule gives rows to their owner. */
import type { EntityModel, RuleModel } from '../../spec/model.ts'

/** References of the entity that `owner('<reference>')` names, anywhere in the rule. */
export function ownerReferences(rule: RuleModel, entity: EntityModel): string[] {
  switch (rule.rule) {
    case 'owner':
      return entity.fields[rule.path]?.kind === 'ref' ? [rule.path] : []
    case 'anyOf':
    case 'allOf':
      return rule.rules.flatMap((each) => ownerReferences(each, entity))
    case 'not':
      return ownerReferences(rule.of, entity)
    default:
      return []
  }
}

/** Whether it admits rows by something else than their owner: a list of them is not one range of an owner's index. */
export function admitsOthers(rule: RuleModel): boolean {
  switch (rule.rule) {
    case 'owner':
    case 'through':
    case 'nobody':
      return false
    case 'anyOf':
      return rule.rules.some(admitsOthers)
    case 'allOf':
      return rule.rules.every(admitsOthers)
    default:
      return true
  }
}
