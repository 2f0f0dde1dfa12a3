/** What is left of a rule once the actor is known: allowed, denied, or a condition on the row. */
import type {
  ApplicationModel,
  CompareOperator,
  EntityModel,
  FieldModel,
  Json,
  OperandModel,
  RuleModel,
} from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import { anyRule } from '../../spec/rules.ts'
import { type Actor, anonymousActor, openActor } from './actor.ts'
import { conditionText } from './condition-text.ts'
import { coveringScopes, coversAction, hasScope } from './scopes.ts'

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
  /** The last field compares so with what the operand is when the statement runs. */
  | {
      readonly kind: 'against'
      readonly steps: readonly Step[]
      readonly operator: CompareOperator
      readonly operand: Operand
    }
  /** Both ways lead to the same id, or the first reference of `steps` leads nowhere. */
  | { readonly kind: 'same'; readonly steps: readonly Step[]; readonly as: readonly Step[] }
  /** A row along the path exists that meets `of`. */
  | {
      readonly kind: 'exists'
      readonly steps: readonly Step[]
      readonly of: Condition | true
      /** The same for an open actor, where the rules stand in the database, too. */
      readonly open?: Condition
    }
  /** What an open actor is asked. */
  | { readonly kind: 'actor'; readonly asks: ActorQuestion }

export type ActorQuestion =
  | { readonly of: 'signedIn' }
  | { readonly of: 'role'; readonly role: string }
  | { readonly of: 'scope'; readonly scope: string }
  /** Limited credentials cover it by any of these scopes. */
  | { readonly of: 'coverage'; readonly scopes: readonly string[] }

/** What a field is compared with, known when the statement runs. */
export type Operand =
  /** A field of the row that is the caller. */
  | { readonly kind: 'caller'; readonly entity: EntityModel; readonly field: FieldModel }
  | { readonly kind: 'moment'; readonly seconds: number }

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
  return anyRule(rules)
}

const fieldRules = new WeakMap<ApplicationModel, Map<string, RuleModel | undefined>>()

/**
 * Who may see or write one field, of those who may read or write the row: the rules of every resource and policy that
 * says something of it. `undefined`: all of them.
 */
export function fieldRule(
  model: ApplicationModel,
  entity: string,
  field: string,
  access: 'read' | 'write',
): RuleModel | undefined {
  const rules = fieldRules.get(model) ?? new Map<string, RuleModel | undefined>()
  fieldRules.set(model, rules)
  const key = `${entity}.${field}.${access}`
  if (rules.has(key)) return rules.get(key)
  const found = Object.values(model.resources).flatMap((resource) => {
    const rule = resource.entity === entity ? resource.fields?.[field]?.[access] : undefined
    return rule ? [rule] : []
  })
  const rule = found.length > 0 ? anyRule(found) : undefined
  rules.set(key, rule)
  return rule
}

/** Whether the caller sees, or writes, the field of a row of which it may do that. */
export function fieldDecision(
  field: FieldModel,
  action: Exclude<RowAction, 'delete'>,
  subject: Omit<Subject, 'action'>,
): Decision {
  const access = action === 'read' ? 'read' : 'write'
  const rule = fieldRule(subject.model, subject.entity.name, field.name, access)
  return rule ? decide(rule, { ...subject, action }) : true
}

export interface Subject {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly actor: Actor
  /** What is to be done with the row: limited credentials are asked whether they cover it. */
  readonly action: RowAction
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
  const known = decisions.get(rule) ?? new Map<string, Decision>()
  decisions.set(rule, known)
  // Models that differ in this alone share their rules, and the conditions of one have a twin.
  const walls = subject.model.rowSecurity ? 'both' : ''
  const key = `${subject.entity.name}|${subject.action}|${walls}|${subject.actor.key}`
  const before = known.get(key)
  if (before !== undefined) return before
  const decision = subject.actor === openActor ? decideOpen(rule, subject) : decideFor(rule, subject)
  known.set(key, decision)
  return decision
}

function decideFor(rule: RuleModel, subject: Subject): Decision {
  const isCovered = coversAction(subject.actor, subject.entity, subject.action)
  // What their scopes do not cover is open to limited credentials as it is to everybody.
  return work(rule, isCovered ? subject : { ...subject, actor: anonymousActor })
}

/** As `decideFor`, whoever it will be: whether credentials cover the action is asked when the statement runs. */
function decideOpen(rule: RuleModel, subject: Subject): Decision {
  const covered = work(rule, subject)
  const uncovered = work(rule, { ...subject, actor: anonymousActor })
  if (conditionText(covered) === conditionText(uncovered)) return covered
  const scopes = coveringScopes(subject.entity, subject.action)
  const isCovered: Condition = { kind: 'actor', asks: { of: 'coverage', scopes } }
  return joinAny([joinAll([isCovered, covered]), joinAll([{ kind: 'not', of: isCovered }, uncovered])])
}

/** As `decide` of a part of a rule: that the credentials cover the action was asked of the whole. */
export function decidePart(rule: RuleModel, subject: Subject): Decision {
  return work(rule, subject)
}

function work(rule: RuleModel, subject: Subject): Decision {
  switch (rule.rule) {
    case 'anyone':
      return true
    case 'nobody':
      return false
    case 'signedIn':
      return asked(subject, { of: 'signedIn' }) ?? subject.actor.signedIn
    case 'role':
      return asked(subject, { of: 'role', role: rule.role }) ?? subject.actor.roles.includes(rule.role)
    case 'scope':
      return asked(subject, { of: 'scope', scope: rule.scope }) ?? hasScope(subject.actor, rule.scope)
    case 'owner':
      return subject.actor.signedIn && { kind: 'principal', steps: stepsOf(subject, rule.path) }
    case 'where':
      return {
        kind: 'compare',
        steps: stepsOf(subject, rule.path),
        operator: rule.operator,
        value: rule.value,
      }
    case 'against':
      return against(rule, subject)
    case 'related':
      return relatedDecision(rule, subject)
    case 'sameTenant':
      return { kind: 'same', steps: stepsOf(subject, rule.path), as: stepsOf(subject, rule.as) }
    case 'acrossTenants':
      return work(rule.of, subject)
    case 'through':
      return throughDecision(rule.path, subject)
    case 'not':
      return negate(work(rule.of, subject))
    case 'anyOf':
      return joinAny(rule.rules.map((each) => work(each, subject)))
    case 'allOf':
      return joinAll(rule.rules.map((each) => work(each, subject)))
  }
}

/** Of an open actor: what only the statement will know. */
function asked({ actor }: Subject, asks: ActorQuestion): Condition | undefined {
  return actor === openActor ? { kind: 'actor', asks } : undefined
}

function stepsOf({ model, entity }: Subject, path: string): readonly Step[] {
  const end = walkPath(model, entity, path)
  if ('missing' in end) throw new Error(`The path ${path} of ${entity.name} was not checked.`)
  return end.steps
}

function against(rule: Extract<RuleModel, { rule: 'against' }>, subject: Subject): Decision {
  const operand = operandOf(rule.operand, subject)
  // Nobody is somebody's colleague without being somebody.
  if (!operand) return false
  return { kind: 'against', steps: stepsOf(subject, rule.path), operator: rule.operator, operand }
}

function operandOf(operand: OperandModel, { model, actor }: Subject): Operand | undefined {
  if ('fromNow' in operand) return { kind: 'moment', seconds: operand.fromNow }
  const entity = model.entities[model.identity?.entity ?? '']
  const field = entity?.fields[operand.principal]
  return actor.signedIn && entity && field ? { kind: 'caller', entity, field } : undefined
}

function relatedDecision(rule: Extract<RuleModel, { rule: 'related' }>, subject: Subject): Decision {
  const { path, of } = rule
  const steps = stepsOf(subject, path)
  const target = subject.model.entities[steps.at(-1)?.field.target ?? '']
  if (!target) return false
  // The circle that `through` looks for begins anew: a rule inside is finite, as it was written.
  const within = [...(subject.within ?? []), `${subject.entity.name}.${path}`]
  const inner = work(of, { ...subject, entity: target, within })
  if (inner === false) return false
  return { kind: 'exists', steps, of: inner, ...openTwin(subject, (open) => relatedDecision(rule, open)) }
}

/**
 * The same condition for an open actor. What a rule reads of other tables is a view where the rules stand in the database,
 * and one view serves all callers.
 */
function openTwin(subject: Subject, decideFor: (open: Subject) => Decision): { readonly open?: Condition } {
  const { model, actor } = subject
  if (!model.rowSecurity || actor === openActor || actor === anonymousActor) return {}
  const open = decideFor({ ...subject, actor: openActor })
  return typeof open === 'boolean' ? {} : { open }
}

function throughDecision(path: string, subject: Subject): Decision {
  const steps = stepsOf(subject, path)
  const target = subject.model.entities[steps.at(-1)?.field.target ?? '']
  const within = [...(subject.within ?? []), subject.entity.name]
  // A circle of rules admits nobody by itself.
  if (!target || within.includes(target.name)) return false
  const inner = work(entityRule(subject.model, target.name, 'read'), { ...subject, entity: target, within })
  if (inner === false) return false
  return { kind: 'exists', steps, of: inner, ...openTwin(subject, (open) => throughDecision(path, open)) }
}

/** The fields of the row itself that a condition reads. */
export function fieldsRead(decision: Decision): readonly string[] {
  return leaves(decision).flatMap((leaf) => firstFields(leaf))
}

/** As `fieldsRead`, without those that need only be of the same tenant. */
export function fieldsJudged(decision: Decision): readonly string[] {
  return leaves(decision).flatMap((leaf) => (leaf.kind === 'same' ? [] : firstFields(leaf)))
}

/** A condition that is not put together of others on the same row. */
type Leaf = Exclude<Condition, { readonly kind: 'all' | 'any' | 'not' }>

function leaves(decision: Decision): readonly Leaf[] {
  if (typeof decision === 'boolean') return []
  if (decision.kind === 'all' || decision.kind === 'any') return decision.of.flatMap(leaves)
  return decision.kind === 'not' ? leaves(decision.of) : [decision]
}

function firstFields(leaf: Leaf): readonly string[] {
  if (leaf.kind === 'actor') return []
  const ways = leaf.kind === 'same' ? [leaf.steps, leaf.as] : [leaf.steps]
  return ways.flatMap(([first]) => (first ? [first.field.name] : []))
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
