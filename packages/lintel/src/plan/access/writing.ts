/** What a write must meet beyond the rule of its row: the rules of the fields it writes, and references within sight. */
import type { ApplicationModel, EntityModel, FieldModel, RuleModel } from '../../spec/model.ts'
import type { Actor } from './actor.ts'
import {
  type Condition,
  type Decision,
  decide,
  entityRule,
  fieldDecision,
  joinAll,
  type Step,
} from './condition.ts'

export interface Write {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly actor: Actor
  readonly action: 'create' | 'update'
  /** Names of the fields that the caller gives a value; what the server sets is not asked about. */
  readonly fields: readonly string[]
}

const remembered = new WeakMap<object, Map<string, Decision>>()

/**
 * The rule of the row with what its fields ask for. The same question gives the same object, so that statements can be
 * cached by it.
 */
export function writeDecision(rule: Decision, write: Write): Decision {
  if (rule === false) return false
  const { model, entity, actor, action, fields } = write
  const asked = fields.flatMap((name) => {
    const field = entity.fields[name]
    return field && (field.kind === 'ref' || hasWriteRule(write, name)) ? [field] : []
  })
  if (asked.length === 0) return rule
  const known = remembered.get(rule === true ? model : rule) ?? new Map<string, Decision>()
  remembered.set(rule === true ? model : rule, known)
  const key = `${entity.name}|${action}|${actor.key}|${asked.map(({ name }) => name)}`
  const before = known.get(key)
  if (before !== undefined) return before
  const parts = asked.flatMap((field) => [fieldRuleOf(field, write), reach(field, rule, write)])
  const decision = joinAll([rule, ...parts])
  known.set(key, decision)
  return decision
}

/** Fields that the caller may not write whatever the row. */
export function deniedFields(write: Write): readonly string[] {
  return write.fields.filter((name) => {
    const field = write.entity.fields[name]
    return field !== undefined && fieldRuleOf(field, write) === false
  })
}

/** References among the fields of a write that are looked at: those that need not lead to any row. */
export function boundReferences({ model, entity, actor, fields }: Write): readonly FieldModel[] {
  const free = refersToAny(model, entity)
  return fields.flatMap((name) => {
    const field = entity.fields[name]
    if (field?.kind !== 'ref' || free.has(name)) return []
    return targetSeen(field, { model, actor }) === true ? [] : [field]
  })
}

/** What the row must meet after an update where some resource says so; `undefined`: what it met before. */
export function outcomeDecision(subject: Omit<Write, 'action' | 'fields'>): Decision | undefined {
  const { model, entity } = subject
  const updates = Object.values(model.resources).flatMap((resource) =>
    resource.entity === entity.name && resource.update ? [resource.update] : [],
  )
  if (updates.every(({ after }) => after === undefined)) return undefined
  return decide(outcomeRule(model, entity, updates), { ...subject, action: 'update' })
}

const outcomes = new WeakMap<EntityModel, RuleModel>()

function outcomeRule(
  _model: ApplicationModel,
  entity: EntityModel,
  updates: readonly { readonly who: RuleModel; readonly after?: RuleModel }[],
): RuleModel {
  const known = outcomes.get(entity)
  if (known) return known
  const rules = updates.map(({ who, after }) => after ?? who)
  const rule: RuleModel = rules.length === 1 && rules[0] ? rules[0] : { rule: 'anyOf', rules }
  outcomes.set(entity, rule)
  return rule
}

function hasWriteRule({ model, entity }: Write, name: string): boolean {
  return Object.values(model.resources).some(
    (resource) => resource.entity === entity.name && resource.fields?.[name]?.write !== undefined,
  )
}

function fieldRuleOf(field: FieldModel, { model, entity, actor }: Write): Decision {
  return fieldDecision(field, 'write', { model, entity, actor })
}

/** The row that a reference names is one that the caller may read: else it would be bound to what is not theirs. */
function reach(field: FieldModel, rule: Decision, write: Write): Decision {
  if (field.kind !== 'ref' || refersToAny(write.model, write.entity).has(field.name)) return true
  const seen = targetSeen(field, write)
  // A foreign key says already that the row is there.
  if (seen === true) return true
  const step: Step = { entity: write.entity, field }
  if (typeof seen === 'object' && proves(rule, step, seen)) return true
  const isNull: Condition = { kind: 'compare', steps: [step], operator: 'null', value: true }
  // None of them is in sight: then only a reference to nothing will do.
  if (seen === false) return isNull
  const present: Condition = { kind: 'exists', steps: [step], of: seen }
  if (!field.optional) return present
  return { kind: 'any', of: [isNull, present] }
}

function targetSeen(field: FieldModel, { model, actor }: Pick<Write, 'model' | 'actor'>): Decision {
  const target = model.entities[field.target ?? '']
  if (!target) return true
  const seen = decide(entityRule(model, target.name, 'read'), {
    model,
    entity: target,
    actor,
    action: 'read',
  })
  if (seen !== true || !target.softDelete) return seen
  const deleted = target.fields.deletedAt
  if (!deleted) return seen
  return { kind: 'compare', steps: [{ entity: target, field: deleted }], operator: 'null', value: true }
}

/** References that some resource lets lead to any row. */
function refersToAny(model: ApplicationModel, entity: EntityModel): ReadonlySet<string> {
  return new Set(
    Object.values(model.resources).flatMap((resource) =>
      resource.entity === entity.name
        ? [...(resource.create?.refersToAny ?? []), ...(resource.update?.refersToAny ?? [])]
        : [],
    ),
  )
}

/** Whether the rule of the row asks for the same, one step further: `owner('order.customer')` for `owner('customer')`. */
function proves(rule: Decision, step: Step, seen: Condition): boolean {
  if (typeof rule === 'boolean') return false
  if (rule.kind === 'all') return rule.of.some((each) => proves(each, step, seen))
  if (rule.kind === 'any') return rule.of.every((each) => proves(each, step, seen))
  if (seen.kind === 'any') return seen.of.some((each) => proves(rule, step, each))
  if (rule.kind === 'not' || rule.kind === 'same' || rule.steps[0]?.field !== step.field) return false
  if (rule.kind === 'exists' && rule.steps.length === 1) return rule.of === seen
  return rule.kind === seen.kind && JSON.stringify(further(rule)) === JSON.stringify(named(seen))
}

type Walking = Extract<Condition, { readonly steps: readonly Step[] }>

const further = (condition: Walking) => named({ ...condition, steps: condition.steps.slice(1) } as Condition)

/** The condition with names in the place of models, to be compared. */
function named(condition: Condition): unknown {
  return JSON.parse(
    JSON.stringify(condition, (key, value) => {
      if (key === 'entity' || key === 'field') return value?.name
      return value
    }),
  )
}
