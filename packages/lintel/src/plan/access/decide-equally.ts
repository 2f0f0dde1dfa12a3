/** Whether two models that differ in rules alone let every kind of caller do the same. */
import type { ApplicationModel, EntityModel, ResourceModel } from '../../spec/model.ts'
import type { Actor } from './actor.ts'
import { actorOfKind, callerKinds } from './caller-kinds.ts'
import { type Decision, decide, entityRule, fieldDecision, type RowAction } from './condition.ts'
import { areEquivalent } from './equivalent-decisions.ts'
import { decideWithoutRow } from './without-row.ts'
import { outcomeDecision, writeDecision } from './writing.ts'

export function decideEqually(one: ApplicationModel, other: ApplicationModel): boolean {
  return callerKinds(one).every((kind) => {
    const actor = actorOfKind(kind)
    const others = decisionsOf(other, actor)
    return decisionsOf(one, actor).every(({ decision, isStored }, at) =>
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
function decisionsOf(model: ApplicationModel, actor: Actor): readonly Decided[] {
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
    ...[...Object.values(model.operations), ...model.implementations].map(({ allow }) =>
      about(decideWithoutRow(allow, actor)),
    ),
  ]
}

interface Subject {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly actor: Actor
}

const actions = ['read', 'create', 'update', 'delete'] as const

/** By the doors of its API. */
function resourceDecisions(resource: ResourceModel, subject: Subject): readonly Decided[] {
  const by = (action: RowAction) => decide(resource[action]?.who, { ...subject, action })
  const { create, update } = resource
  return [
    ...actions.map((action) => ({
      decision: by(action),
      isStored: action === 'read' || action === 'delete',
    })),
    ...(create
      ? [about(writeDecision(by('create'), { ...subject, action: 'create', fields: create.fields }))]
      : []),
    ...(update?.fields ?? []).map((name) =>
      about(writeDecision(by('update'), { ...subject, action: 'update', fields: [name] })),
    ),
  ]
}

/** By includes, filters and code. */
function entityDecisions(subject: Subject): readonly Decided[] {
  const { model, entity } = subject
  const by = (action: RowAction) => decide(entityRule(model, entity.name, action), { ...subject, action })
  const stored = Object.values(entity.fields).filter(
    ({ column, readOnly }) => column !== undefined && !readOnly,
  )
  const changeable = stored.filter(({ immutable, name }) => !immutable && name !== 'id')
  const given = stored.map(({ name }) => name)
  return [
    ...actions.map((action) => ({
      decision: by(action),
      isStored: action === 'read' || action === 'delete',
    })),
    ...stored.map((field) => about(fieldDecision(field, 'read', subject))),
    about(writeDecision(by('create'), { ...subject, action: 'create', fields: given })),
    ...changeable.map(({ name }) =>
      about(writeDecision(by('update'), { ...subject, action: 'update', fields: [name] })),
    ),
    about(outcomeDecision(subject) ?? true),
  ]
}
