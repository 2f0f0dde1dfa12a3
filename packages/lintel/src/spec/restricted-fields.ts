/** Marks the fields that a rule hides from some of those who read their rows. */
import type { ApplicationModel, EntityModel, ResourceModel } from './model.ts'

export function markRestricted(model: ApplicationModel): ApplicationModel {
  const entities = Object.entries(model.entities).map(([key, entity]) => {
    const names = restrictedIn(entity, Object.values(model.resources))
    return [key, names.size === 0 ? entity : marked(entity, names)] as const
  })
  return { ...model, entities: Object.fromEntries(entities) }
}

function restrictedIn(entity: EntityModel, resources: readonly ResourceModel[]): ReadonlySet<string> {
  const rules = resources.flatMap((each) =>
    each.entity === entity.name ? Object.entries(each.fields ?? {}) : [],
  )
  return new Set(rules.flatMap(([name, { read }]) => (read ? [name] : [])))
}

function marked(entity: EntityModel, names: ReadonlySet<string>): EntityModel {
  const fields = Object.entries(entity.fields).map(([name, field]) => [
    name,
    names.has(name) ? { ...field, restricted: true } : field,
  ])
  return { ...entity, fields: Object.fromEntries(fields) }
}
