/** The fields by which a rule gives rows to their owner, or to those who share a value with them. */
import type { EntityModel, RuleModel } from '../../spec/model.ts'

/** Fields of the entity that `owner('<reference>')` or an equality with one of the caller's own names, anywhere in the rule. */
export function ownerReferences(rule: RuleModel, entity: EntityModel): string[] {
  switch (rule.rule) {
    case 'owner':
      return entity.fields[rule.path]?.kind === 'ref' ? [rule.path] : []
    case 'against':
      return 'principal' in rule.operand && rule.operator === 'eq' && entity.fields[rule.path]?.column
        ? [rule.path]
        : []
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
    case 'against':
      return !('principal' in rule.operand && rule.operator === 'eq')
    case 'anyOf':
      return rule.rules.some(admitsOthers)
    case 'allOf':
      return rule.rules.every(admitsOthers)
    default:
      return true
  }
}
