/** Which relations of which entities some list or read may include, at whatever depth. */
import type { ApplicationModel } from '../../spec/model.ts'
import { walkPath } from '../../spec/path.ts'

/** Names of fields by the name of their entity. */
export type IncludableFields = ReadonlyMap<string, ReadonlySet<string>>

export function includableFields(model: ApplicationModel): IncludableFields {
  const found = new Map<string, Set<string>>()
  for (const resource of Object.values(model.resources)) {
    const entity = model.entities[resource.entity]
    if (!entity || resource.path === null) continue
    for (const path of resource.include) {
      const end = walkPath(model, entity, path)
      if ('missing' in end) continue
      for (const step of end.steps) {
        const names = found.get(step.entity.name) ?? new Set()
        found.set(step.entity.name, names.add(step.field.name))
      }
    }
  }
  return found
}
