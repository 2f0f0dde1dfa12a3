/** Decides a rule that no row takes part in, for operations. */
import type { RuleModel } from '../../spec/model.ts'
import { type Actor, anonymousActor } from './actor.ts'
import { coversOperation, hasScope } from './scopes.ts'

/** Whether these credentials may call an operation: what is open to everybody is open to limited ones, too. */
export function mayCall(operation: string, rule: RuleModel, actor: Actor): boolean {
  return decideWithoutRow(rule, coversOperation(actor, operation) ? actor : anonymousActor)
}

/** A rule that would need a row denies: the specification refuses one here before it comes to this. */
export function decideWithoutRow(rule: RuleModel, actor: Actor): boolean {
  switch (rule.rule) {
    case 'anyone':
      return true
    case 'signedIn':
      return actor.signedIn
    case 'role':
      return actor.roles.includes(rule.role)
    case 'scope':
      return hasScope(actor, rule.scope)
    case 'anyOf':
      return rule.rules.some((each) => decideWithoutRow(each, actor))
    case 'allOf':
      return rule.rules.every((each) => decideWithoutRow(each, actor))
    case 'not':
      return !decideWithoutRow(rule.of, actor)
    default:
      return false
  }
}
