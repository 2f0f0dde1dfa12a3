/** The pairs of references by which rules find the caller among the rows of a relation: `members.user`. */
import type { ApplicationModel, EntityModel, FieldModel, RuleModel } from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'
import { rulesOfResource } from '../access/stated-rules.ts'

/** Columns of the joining entity that a rule asks for together: where the row leads, and who it is. */
export interface MemberPair {
  readonly entity: string
  readonly columns: readonly [back: string, person: string]
}

/** Of every rule of the application; each pair once. */
export function memberPairs(model: ApplicationModel): readonly MemberPair[] {
  const pairs = Object.values(model.resources).flatMap((resource) => {
    const entity = model.entities[resource.entity]
    return entity ? rulesOfResource(resource).flatMap((rule) => pairsOf(rule, { model, entity })) : []
  })
  return [...new Map(pairs.map((pair) => [`${pair.entity}.${pair.columns.join()}`, pair])).values()]
}

interface Place {
  readonly model: ApplicationModel
  readonly entity: EntityModel
  /** The `many` that led here. */
  readonly via?: FieldModel | undefined
}

function pairsOf(rule: RuleModel, place: Place): readonly MemberPair[] {
  switch (rule.rule) {
    case 'anyOf':
    case 'allOf':
      return rule.rules.flatMap((each) => pairsOf(each, place))
    case 'not':
    case 'acrossTenants':
      return pairsOf(rule.of, place)
    case 'owner':
      return ownerPair(rule.path, place)
    case 'related': {
      const end = walkPath(place.model, place.entity, rule.path)
      const entity = 'missing' in end ? undefined : place.model.entities[end.field.target ?? '']
      if ('missing' in end || !entity) return []
      return pairsOf(rule.of, { model: place.model, entity, via: end.field })
    }
    default:
      return []
  }
}

function ownerPair(path: string, { model, entity, via }: Place): readonly MemberPair[] {
  const end = walkPath(model, entity, path)
  if ('missing' in end || end.field.kind !== 'ref') return []
  const many = end.steps.length === 1 ? via : end.steps.at(-2)?.field
  const back = many?.kind === 'many' ? end.entity.fields[many.inverse ?? '']?.column : undefined
  const person = end.field.column
  if (back === undefined || person === undefined) return []
  return [{ entity: end.entity.name, columns: [back, person] }]
}
