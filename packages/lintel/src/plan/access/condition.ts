/** What is left of a rule once the actor is known: allowed, denied, or a condition on the row. */
import type {
  ApplicationModel,
  CompareOperator,
  EntityModel,
  FieldModel,
  Json,
  RuleModel,
} from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import type { Actor } from './actor.ts'

/** One step along a relation. */
export interface Step {
  readonly entity: EntityModel
  readonly field: FieldModel
}

export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'principal'; readonly steps: readonly Step[] }
  | {
      readonly kind: 'compare'
      readonly steps: readonly Step[]
      readonly operator: CompareOperator
      readonly value: Json
    }
  /** A row along the path exists that meets `of`. */
  | { readonly kind: 'exists'; readonly steps: readonly Step[]; readonly of: Condition | true }

export type Decision = boolean | Condition

export type RowAction = 'read' | 'create' | 'update' | 'delete'

const entityRules = new WeakMap<ApplicationModel, Map<string, RuleModel>>()

/** The rules of every resource and policy on the entity: whoever may act through one of them may act. */
export function entityRule(model: ApplicationModel, entity: string, action: RowAction): RuleModel {
  const rules = entityRules.get(model) ?? new Map<string, RuleModel>()
  entityRules.set(model, rules)
  const key = `${entity}.${action}`
  const known = rules.get(key)
  if (known) return known
  const rule = gatherRules(model, entity, action)
  rules.set(key, rule)
  return rule
}

function gatherRules(model: ApplicationModel, entity: string, action: RowAction): RuleModel {
  const rules = Object.values(model.resources).flatMap((resource) => {
    const rule = resource.entity === entity ? resource[action]?.who : undefined
    return rule ? [rule] : []
  })
  return rules.length === 1 && rules[0] ? rules[0] : { rule: 'anyOf', rules }
}

interface Subject {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly actor: Actor
  /** Entities whose rule is being resolved, so that two that lead through each other end. */
  readonly within?: readonly string[]
}

const decisions = new WeakMap<RuleModel, Map<string, Decision>>()

/**
 * Decides a rule as far as the actor alone decides it. An absent rule denies.
 *
 * The same rule, entity and class of actor give the same object, so that statements can be cached by it.
 */
export function decide(rule: RuleModel | undefined, subject: Subject): Decision {
  if (!rule) return false
  // Inside another rule the answer depends on the way there.
  if (subject.within) return work(rule, subject)
  const known = decisions.get(rule) ?? new Map<string, Decision>()
  decisions.set(rule, known)
  const key = `${subject.entity.name}|${subject.actor.key}`
  const before = known.get(key)
  if (before !== undefined) return before
  const decision = work(rule, subject)
  known.set(key, decision)
  return decision
}

function work(rule: RuleModel, subject: Subject): Decision {
  switch (rule.rule) {
    case 'anyone':
      return true
    case 'nobody':
      return false
    case 'signedIn':
      return subject.actor.signedIn
    case 'role':
      return subject.actor.roles.includes(rule.role)
    case 'owner':
      return subject.actor.signedIn && { kind: 'principal', steps: stepsOf(subject, rule.path) }
    case 'where':
      return {
        kind: 'compare',
        steps: stepsOf(subject, rule.path),
        operator: rule.operator,
        value: rule.value,
      }
    case 'through':
      return throughDecision(rule.path, subject)
    case 'not':
      return negate(decide(rule.of, subject))
    case 'anyOf':
      return joinAny(rule.rules.map((each) => decide(each, subject)))
    case 'allOf':
      return joinAll(rule.rules.map((each) => decide(each, subject)))
  }
}

function stepsOf({ model, entity }: Subject, path: string): readonly Step[] {
  const end = walkPath(model, entity, path)
  if ('missing' in end) throw new Error(`The path ${path} of ${entity.name} was not checked.`)
  return end.steps
}

function throughDecision(path: string, subject: Subject): Decision {
  const steps = stepsOf(subject, path)
  const target = subject.model.entities[steps.at(-1)?.field.target ?? '']
  const within = [...(subject.within ?? []), subject.entity.name]
  // A circle of rules admits nobody by itself.
  if (!target || within.includes(target.name)) return false
  const inner = decide(entityRule(subject.model, target.name, 'read'), { ...subject, entity: target, within })
  if (inner === false) return false
  return { kind: 'exists', steps, of: inner }
}

/** The fields of the row itself that a condition reads. */
export function fieldsRead(decision: Decision): readonly string[] {
  if (typeof decision === 'boolean') return []
  if (decision.kind === 'all' || decision.kind === 'any') return decision.of.flatMap(fieldsRead)
  if (decision.kind === 'not') return fieldsRead(decision.of)
  return decision.steps[0] ? [decision.steps[0].field.name] : []
}

function negate(decision: Decision): Decision {
  return typeof decision === 'boolean' ? !decision : { kind: 'not', of: decision }
}

export function joinAny(decisions: readonly Decision[]): Decision {
  if (decisions.includes(true)) return true
  const rest = decisions.filter((each) => each !== false) as Condition[]
  if (rest.length === 0) return false
  return rest.length === 1 && rest[0] ? rest[0] : { kind: 'any', of: rest }
}

export function joinAll(decisions: readonly Decision[]): Decision {
  if (decisions.includes(false)) return false
  const rest = decisions.filter((each) => each !== true) as Condition[]
  if (rest.length === 0) return true
  return rest.length === 1 && rest[0] ? rest[0] : { kind: 'all', of: rest }
}
