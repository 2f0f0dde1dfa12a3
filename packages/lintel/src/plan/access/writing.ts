/** What a write must meet beyond the rule of its row: the rules of the fields it writes, and references within sight. */
import type { ApplicationModel, EntityModel, FieldModel, RuleModel } from '../../spec/model.ts'
import { readableEntities } from '../../spec/readable-entities.ts'
import { anyRule } from '../../spec/rules.ts'
import { type Actor, openActor } from './actor.ts'
import { type Condition, type Decision, decide, fieldDecision, joinAll, type Step } from './condition.ts'
import { rowsSeen } from './reading.ts'

export interface Write {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly actor: Actor
  readonly action: 'create' | 'update'
  /** Names of the fields that the caller gives a value; what the server sets is not asked about. */
  readonly fields: readonly string[]
  /** Entities of which an operation may read every row, by a grant. */
  readonly readable?: readonly string[]
}

/** What the resources and policies of an entity say of writing its rows, besides who may. */
interface WriteRules {
  /** Fields with a rule of who writes them. */
  readonly ruled: ReadonlySet<string>
  /** References that must lead to a row which the writer may read. */
  readonly bound: ReadonlySet<string>
  /** Many-to-many fields of which the same is asked of each linked row. */
  readonly linked: ReadonlySet<string>
  /** What a row must meet after an update; `undefined`: what it met before. */
  readonly after: RuleModel | undefined
}

const writeRules = new WeakMap<ApplicationModel, Map<string, WriteRules>>()

function writeRulesOf(model: ApplicationModel, entity: EntityModel): WriteRules {
  const known = writeRules.get(model) ?? new Map<string, WriteRules>()
  writeRules.set(model, known)
  const before = known.get(entity.name)
  if (before) return before
  const rules = gatherWriteRules(model, entity)
  known.set(entity.name, rules)
  return rules
}

function gatherWriteRules(model: ApplicationModel, entity: EntityModel): WriteRules {
  const resources = Object.values(model.resources).filter((each) => each.entity === entity.name)
  const updates = resources.flatMap(({ update }) => update ?? [])
  const free = resources.flatMap(({ create, update }) =>
    [create, update].flatMap((write) => write?.refersToAny ?? []),
  )
  // Of an entity that nobody may read no caller knows a row: the foreign key alone is asked.
  const readable = readableEntities(model)
  const bound = Object.values(entity.fields).filter(
    ({ name, target }) => !free.includes(name) && readable.has(target ?? ''),
  )
  const namesOf = (kind: FieldModel['kind']) =>
    new Set(bound.filter((field) => field.kind === kind).map(({ name }) => name))
  const isDeclared = updates.some(({ after }) => after !== undefined)
  return {
    ruled: new Set(
      resources.flatMap(({ fields }) =>
        Object.entries(fields ?? {}).flatMap(([name, { write }]) => (write ? [name] : [])),
      ),
    ),
    bound: namesOf('ref'),
    linked: namesOf('manyToMany'),
    after: isDeclared ? anyRule(updates.map(({ who, after }) => after ?? who)) : undefined,
  }
}

const remembered = new WeakMap<object, Map<string, Decision>>()

/**
 * The rule of the row with what its fields ask for. The same question gives the same object, so that statements can be
 * cached by it.
 */
export function writeDecision(rule: Decision, write: Write): Decision {
  if (rule === false) return false
  const { ruled, bound } = writeRulesOf(write.model, write.entity)
  return withFields(rule, write, {
    asked: write.fields.filter((name) => ruled.has(name) || bound.has(name)),
    of: write.action,
    parts: (field) => [fieldRuleOf(field, write), bound.has(field.name) ? reach(field, rule, write) : true],
  })
}

interface FieldParts {
  readonly asked: readonly string[]
  /** What it is asked of, in the key under which the whole is remembered. */
  readonly of: string
  readonly parts: (field: FieldModel) => readonly Decision[]
}

function withFields(rule: Decision, write: Write, { asked, of, parts }: FieldParts): Decision {
  const { model, entity, actor, readable = [] } = write
  if (rule === false || asked.length === 0) return rule
  const known = remembered.get(rule === true ? model : rule) ?? new Map<string, Decision>()
  remembered.set(rule === true ? model : rule, known)
  const key = `${entity.name}|${of}|${actor.key}|${asked}|${readable}`
  const before = known.get(key)
  if (before !== undefined) return before
  const decision = joinAll([rule, ...fieldsOf(entity, asked).flatMap(parts)])
  known.set(key, decision)
  return decision
}

/** Fields that the caller may not write whatever the row. */
export function deniedFields(write: Write): readonly string[] {
  const { ruled } = writeRulesOf(write.model, write.entity)
  if (ruled.size === 0) return []
  const asked = fieldsOf(
    write.entity,
    write.fields.filter((name) => ruled.has(name)),
  )
  return asked.filter((field) => fieldRuleOf(field, write) === false).map(({ name }) => name)
}

/** References among the fields of a write that are looked at: those that need not lead to any row. */
export function boundReferences({ model, entity, actor, fields }: Write): readonly FieldModel[] {
  const { bound } = writeRulesOf(model, entity)
  const asked = fields.filter((name) => bound.has(name))
  return fieldsOf(entity, asked).filter((field) => targetSeen(field, { model, actor }) !== true)
}

/** What each row must meet that a many-to-many field of a write links. */
export interface LinkBound {
  /** It is one that the caller may read; `true`: that it is there, which its foreign key says, is enough. */
  readonly seen: Decision
  /** It is of the same tenant as the row that links it. */
  readonly isWithinTenant: boolean
}

/** As for references: a row that is out of the caller's sight, or of another tenant, is not there to be linked. */
export function linkBound(field: FieldModel, write: Write): LinkBound {
  const { model, entity, readable = [] } = write
  const { linked } = writeRulesOf(model, entity)
  const target = model.entities[field.target ?? '']
  const isFree = !linked.has(field.name) || readable.includes(field.target ?? '')
  return {
    seen: isFree ? true : targetSeen(field, write),
    isWithinTenant:
      model.tenancy !== undefined && entity.tenant !== undefined && target?.tenant !== undefined,
  }
}

/**
 * What the row must meet after an update where some resource says so, its new references within sight; `undefined`: what
 * it met before.
 */
export function outcomeDecision(write: Omit<Write, 'action'>): Decision | undefined {
  const { model, entity, actor, fields } = write
  const { after, bound } = writeRulesOf(model, entity)
  if (!after) return undefined
  const update: Write = { ...write, action: 'update' }
  const rule = decide(after, { model, entity, actor, action: 'update' })
  return withFields(rule, update, {
    asked: fields.filter((name) => bound.has(name)),
    of: 'outcome',
    parts: (field) => [reach(field, rule, update)],
  })
}

/** The rule behind `outcomeDecision`. */
export function outcomeRule(model: ApplicationModel, entity: EntityModel): RuleModel | undefined {
  return writeRulesOf(model, entity).after
}

function fieldsOf({ fields }: EntityModel, names: readonly string[]): readonly FieldModel[] {
  return names.flatMap((name) => fields[name] ?? [])
}

function fieldRuleOf(field: FieldModel, { model, entity, actor, action }: Write): Decision {
  return fieldDecision(field, action, { model, entity, actor })
}

/** The row that a reference names is one that the caller may read: else it would be bound to what is not theirs. */
function reach(field: FieldModel, rule: Decision, write: Write): Decision {
  if (write.readable?.includes(field.target ?? '')) return true
  const seen = targetSeen(field, write)
  // A foreign key says already that the row is there.
  if (seen === true) return true
  const step: Step = { entity: write.entity, field }
  if (typeof seen === 'object' && proves(rule, step, seen)) return true
  const isNull: Condition = { kind: 'compare', steps: [step], operator: 'null', value: true }
  // None of them is in sight: then only a reference to nothing will do.
  if (seen === false) return isNull
  const present: Condition = { kind: 'exists', steps: [step], of: seen, ...openPresence(step, write) }
  if (!field.optional) return present
  return { kind: 'any', of: [isNull, present] }
}

/** Where the rules stand in the database, too: the rows in sight of whoever calls, which are one view for all of them. */
function openPresence(step: Step, { model, actor }: Write): { readonly open?: Condition } {
  if (!model.rowSecurity || actor === openActor) return {}
  const seen = targetSeen(step.field, { model, actor: openActor })
  return typeof seen === 'boolean' ? {} : { open: { kind: 'exists', steps: [step], of: seen } }
}

function targetSeen(field: FieldModel, { model, actor }: Pick<Write, 'model' | 'actor'>): Decision {
  const target = model.entities[field.target ?? '']
  if (!target) return true
  const seen = rowsSeen(target, { model, actor })
  const deleted = target.softDelete ? target.fields.deletedAt : undefined
  if (seen !== true || !deleted) return seen
  return { kind: 'compare', steps: [{ entity: target, field: deleted }], operator: 'null', value: true }
}

/** Whether the rule of the row asks for the same, one step further: `owner('order.customer')` for `owner('customer')`. */
function proves(rule: Decision, step: Step, seen: Condition): boolean {
  if (typeof rule === 'boolean') return false
  if (rule.kind === 'all') return rule.of.some((each) => proves(each, step, seen))
  if (rule.kind === 'any') return rule.of.every((each) => proves(each, step, seen))
  if (seen.kind === 'any') return seen.of.some((each) => proves(rule, step, each))
  if (!('steps' in rule) || rule.kind === 'same' || rule.steps[0]?.field !== step.field) return false
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
      if (key === 'open') return undefined
      return value
    }),
  )
}
