/** Which rows and which of their fields a caller sees, wherever a statement reads them. */
import type { ApplicationModel, EntityModel, FieldModel, GrantModel } from '../../spec/model.ts'
import type { Actor } from './actor.ts'
import { type Decision, decide, entityRule, fieldDecision } from './condition.ts'

/** Whose reading it is. */
export interface Reader {
  readonly model: ApplicationModel
  /** `undefined`: no rule applies (a seed, or code that said so). */
  readonly actor: Actor | undefined
  /** What an operation may do beyond its caller's rules. */
  readonly grants?: readonly GrantModel[]
}

/** The rows of an entity that come into view, by the rules of all its resources and policies. */
export function rowsSeen(entity: EntityModel, { model, actor, grants }: Reader): Decision {
  if (!actor || isGranted(entity, grants)) return true
  return decide(entityRule(model, entity.name, 'read'), { model, entity, actor, action: 'read' })
}

/** In which of these rows the field is seen. */
export function fieldSeen(
  entity: EntityModel,
  field: FieldModel,
  { model, actor, grants }: Reader,
): Decision {
  if (!field.restricted || !actor || isGranted(entity, grants)) return true
  return fieldDecision(field, 'read', { model, entity, actor })
}

function isGranted(entity: EntityModel, grants: readonly GrantModel[] = []): boolean {
  return grants.some((grant) => grant.action === 'read' && grant.entity === entity.name)
}
