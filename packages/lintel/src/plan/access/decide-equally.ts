/** Whether two models that differ in rules alone let every kind of caller do the same. */
import type { ApplicationModel, EntityModel, FieldModel, ResourceModel } from '../../spec/model.ts'
import type { Actor } from './actor.ts'
import { actorOfKind, callerKinds } from './caller-kinds.ts'
import { type Decision, decide, entityRule, fieldDecision, joinAll, type RowAction } from './condition.ts'
import { areEquivalent } from './equivalent-decisions.ts'
import { afterwards } from './normal-condition.ts'
import { decideWithoutRow } from './without-row.ts'
import { linkBound, outcomeDecision, type Write, writeDecision } from './writing.ts'

/** @param guarded  operations of contracts whose document asks every caller for credentials */
export function decideEqually(
  one: ApplicationModel,
  other: ApplicationModel,
  guarded: ReadonlySet<string>,
): boolean {
  return callerKinds(one).every((kind) => {
    const actor = actorOfKind(kind)
    const others = decisionsOf(other, actor, guarded)
    return decisionsOf(one, actor, guarded).every(({ decision, isStored }, at) =>
      areEquivalent(decision, others[at]?.decision ?? false, isStored),
    )
  })
}

interface Decided {
  readonly decision: Decision
  /** It is asked of rows that are there, and of these alone. */
  readonly isStored: boolean
}

const about = (decision: Decision): Decided => ({ decision, isStored: false })

/** Whatever is decided for the actor at any door, in an order that the rules do not change. */
function decisionsOf(
  model: ApplicationModel,
  actor: Actor,
  guarded: ReadonlySet<string>,
): readonly Decided[] {
  return [
    ...Object.values(model.resources).flatMap((resource) => {
      const entity = model.entities[resource.entity]
      return entity
        ? [
            ...resourceDecisions(resource, { model, entity, actor }),
            ...entityDecisions({ model, entity, actor }),
          ]
        : []
    }),
    ...Object.values(model.operations).map(({ allow }) => about(decideWithoutRow(allow, actor))),
    ...model.implementations.map(({ allow, operationId }) =>
      // Whoever is nobody is refused before the rule is asked.
      about((actor.signedIn || !guarded.has(operationId)) && decideWithoutRow(allow, actor)),
    ),
  ]
}

interface Subject {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly actor: Actor
}

/** By the doors of its API. */
function resourceDecisions(resource: ResourceModel, subject: Subject): readonly Decided[] {
  const by = (action: RowAction) => decide(resource[action]?.who, { ...subject, action })
  const { create, update } = resource
  const { fields } = subject.entity
  return [
    stored(by('read')),
    stored(by('delete')),
    ...(create ? created(by('create'), subject, { given: create.fields, set: Object.keys(create.set) }) : []),
    ...(update ? updated(by('update'), subject, [...update.fields, ...Object.keys(update.set)]) : []),
    ...linksOf(
      subject,
      [...(create?.fields ?? []), ...(update?.fields ?? [])].flatMap((name) => fields[name] ?? []),
    ),
  ]
}

/** By includes, filters and code. */
function entityDecisions(subject: Subject): readonly Decided[] {
  const { model, entity } = subject
  const by = (action: RowAction) => decide(entityRule(model, entity.name, action), { ...subject, action })
  const fields = Object.values(entity.fields)
  const columns = fields.filter(({ column }) => column !== undefined)
  const names = columns.map(({ name }) => name)
  const changeable = columns.filter(({ immutable, name }) => !immutable && name !== 'id')
  return [
    stored(by('read')),
    stored(by('delete')),
    ...columns.map((field) => stored(fieldDecision(field, 'read', subject))),
    ...created(by('create'), subject, { given: names, set: [] }),
    ...updated(
      by('update'),
      subject,
      changeable.map(({ name }) => name),
    ),
    ...linksOf(subject, fields),
  ]
}

const stored = (decision: Decision): Decided => ({ decision, isStored: true })

interface Created {
  readonly given: readonly string[]
  /** What the server sets itself. */
  readonly set: readonly string[]
}

/** Of every row that may be sent: what has to be given is, with each of the others; together they ask no more. */
function created(rule: Decision, subject: Subject, { given, set }: Created): readonly Decided[] {
  const isRequired = (name: string) => {
    const field = subject.entity.fields[name]
    return field !== undefined && !field.optional && field.default === undefined && field.column !== undefined
  }
  const required = given.filter((name) => isRequired(name) && !set.includes(name))
  const others = given.filter((name) => !required.includes(name))
  return [[], ...others.map((name) => [name])].map((more) =>
    about(writeDecision(rule, { ...subject, action: 'create', fields: [...required, ...more] })),
  )
}

/**
 * Of every change: of nothing, and of each field; together they ask no more. A row is asked as it was and as it will be,
 * and differs in fields that can be changed alone.
 */
function updated(rule: Decision, subject: Subject, changeable: readonly string[]): readonly Decided[] {
  const changed = new Set(changeable)
  return [[], ...changeable.map((name) => [name])].map((fields) => {
    const write: Write = { ...subject, action: 'update', fields }
    const before = writeDecision(rule, write)
    // One that nobody declares is asked where it reads what changes: else it is what it was.
    const outcome = outcomeDecision(write) ?? before
    return stored(joinAll([before, afterwards(outcome, changed)]))
  })
}

/** Which rows may be linked. */
function linksOf(subject: Subject, fields: readonly FieldModel[]): readonly Decided[] {
  return fields
    .filter(({ kind }) => kind === 'manyToMany')
    .map((field) => stored(linkBound(field, { ...subject, action: 'update', fields: [] }).seen))
}
