/** Every way in which one part of a rule could have been written too weak. */
import type { RuleModel } from '../../spec/model.ts'

export interface Weakened {
  /** What was done to it: `owner('customer') → signedIn`. */
  readonly how: string
  readonly rule: RuleModel
}

const anyone: RuleModel = { rule: 'anyone' }
const signedIn: RuleModel = { rule: 'signedIn' }

export function weakenings(rule: RuleModel): readonly Weakened[] {
  const into = (weaker: RuleModel): Weakened => ({ how: `${ruleText(rule)} → ${weaker.rule}`, rule: weaker })
  switch (rule.rule) {
    case 'anyone':
      return []
    case 'owner':
    case 'role':
    case 'scope':
      return [into(signedIn)]
    case 'not':
      return [into(anyone), ...narrowed(rule.of).map(({ how, rule: of }) => ({ how, rule: { ...rule, of } }))]
    case 'related':
      return [
        into(anyone),
        ...weakenings(rule.of).map(({ how, rule: of }) => ({ how, rule: { ...rule, of } })),
      ]
    case 'acrossTenants':
      return weakenings(rule.of).map(({ how, rule: of }) => ({ how, rule: { ...rule, of } }))
    case 'anyOf':
      return [
        { how: `${ruleText(rule)} + anyone`, rule: { ...rule, rules: [...rule.rules, anyone] } },
        ...inParts(rule, weakenings),
      ]
    case 'allOf':
      return [...withoutEach(rule), ...inParts(rule, weakenings)]
    default:
      return [into(anyone)]
  }
}

/** Inside `not` a rule is too weak for the whole when it admits too little. */
function narrowed(rule: RuleModel): readonly Weakened[] {
  if (rule.rule === 'anyOf') return [...withoutEach(rule), ...inParts(rule, narrowed)]
  if (rule.rule === 'allOf') return inParts(rule, narrowed)
  return []
}

type Compound = Extract<RuleModel, { readonly rules: readonly RuleModel[] }>

function withoutEach(rule: Compound): readonly Weakened[] {
  return rule.rules.map((part, at) => ({
    how: `${ruleText(part)} dropped`,
    rule: { ...rule, rules: rule.rules.toSpliced(at, 1) },
  }))
}

function inParts(rule: Compound, weaken: (part: RuleModel) => readonly Weakened[]): readonly Weakened[] {
  return rule.rules.flatMap((part, at) =>
    weaken(part).map((weaker) => ({
      how: weaker.how,
      rule: { ...rule, rules: rule.rules.with(at, weaker.rule) },
    })),
  )
}

/** A rule as it is written in a specification. */
export function ruleText(rule: RuleModel): string {
  switch (rule.rule) {
    case 'role':
      return `role('${rule.role}')`
    case 'scope':
      return `scope('${rule.scope}')`
    case 'owner':
    case 'through':
      return `${rule.rule}('${rule.path}')`
    case 'where':
      return `where('${rule.path}', '${rule.operator}', ${JSON.stringify(rule.value)})`
    case 'against': {
      const { operand } = rule
      const text =
        'principal' in operand ? `ofCaller('${operand.principal}')` : `fromNow(${operand.fromNow} s)`
      return `where('${rule.path}', '${rule.operator}', ${text})`
    }
    case 'related':
      return `related('${rule.path}', ${ruleText(rule.of)})`
    case 'sameTenant':
      return `sameTenant('${rule.path}', '${rule.as}')`
    case 'not':
    case 'acrossTenants':
      return `${rule.rule}(${ruleText(rule.of)})`
    case 'anyOf':
    case 'allOf':
      return `${rule.rule}(${rule.rules.map(ruleText).join(', ')})`
    default:
      return rule.rule
  }
}
