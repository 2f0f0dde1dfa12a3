/** What a rule of access means for the document: who needs a token, who may be refused, and how to say it. */
import type { ApplicationModel, EntityModel, RuleModel } from '../../spec/model.ts'
import { Principal } from '../../spec/principal.ts'
import { actorOf } from '../access/actor.ts'
import { type Decision, decide } from '../access/condition.ts'
import { rolesIn } from '../access/stated-rules.ts'
import { decideWithoutRow } from '../access/without-row.ts'
import { capitalised } from './wording.ts'

export interface Access {
  /** The rule may admit a caller without a token. */
  readonly isOpen: boolean
  /** Some signed-in callers are refused whatever the row. */
  readonly refusesSome: boolean
  /** Some signed-in callers are refused, maybe because of the row. */
  readonly mayRefuse: boolean
}

/** @param entity  the one whose rows the rule reads; none for an operation */
export function accessOf(model: ApplicationModel, rule: RuleModel, entity?: EntityModel): Access {
  const decided = (signedIn: boolean, roles: readonly string[]): Decision => {
    const actor = actorOf(new Principal({ id: signedIn ? 'somebody' : null, roles }))
    return entity ? decide(rule, { model, entity, actor, action: 'read' }) : decideWithoutRow(rule, actor)
  }
  const signedIn = [decided(true, []), decided(true, rolesIn(rule))]
  return {
    isOpen: decided(false, []) !== false,
    refusesSome: signedIn.includes(false),
    mayRefuse: signedIn.some((decision) => decision !== true),
  }
}

/** ``For the owner (`customer`), or the role `support`.`` */
export function accessSentence(rule: RuleModel): string {
  return `${capitalised(`for ${phrase(rule)}`)}.`
}

/** `the owner (customer), or the role support` */
export function whoMay(rule: RuleModel): string {
  return phrase(rule).replaceAll('`', '')
}

function phrase(rule: RuleModel): string {
  switch (rule.rule) {
    case 'anyone':
      return 'everybody'
    case 'nobody':
      return 'nobody'
    case 'signedIn':
      return 'whoever is signed in'
    case 'role':
      return `the role \`${rule.role}\``
    case 'owner':
      return rule.path === 'id' ? 'whoever it is about' : `the owner (\`${rule.path}\`)`
    case 'through':
      return `whoever may read \`${rule.path}\``
    case 'scope':
      return `credentials with the scope \`${rule.scope}\``
    case 'related':
      return `whoever \`${rule.path}\` leads to`
    case 'acrossTenants':
      return phrase(rule.of)
    case 'sameTenant':
      return `everybody, with \`${rule.path.split('.')[0]}\` of the same tenant`
    case 'against':
    case 'where':
      // The value stays out: it may say more than a caller is to know.
      return `everybody where \`${rule.path}\` allows it`
    case 'not':
      return `all but ${phrase(rule.of)}`
    case 'anyOf':
      return rule.rules.map(phrase).join(', or ') || 'nobody'
    case 'allOf':
      return rule.rules.map(phrase).join(' that is also ') || 'everybody'
  }
}
