/** Walks a dotted path of fields through the model: `order.customer`. */
import type { ApplicationModel, EntityModel, FieldModel } from './model.ts'

export interface PathEnd {
  /** The entity that holds the last field. */
  readonly entity: EntityModel
  readonly field: FieldModel
  /** The fields on the way, the last one included. */
  readonly steps: readonly { readonly entity: EntityModel; readonly field: FieldModel }[]
}

/** Where a path leads, or the first name in it that does not exist. */
export function walkPath(
  model: Pick<ApplicationModel, 'entities'>,
  from: EntityModel,
  path: string,
): PathEnd | { readonly missing: string; readonly in: EntityModel } {
  const steps: { entity: EntityModel; field: FieldModel }[] = []
  let entity = from
  for (const [index, name] of path.split('.').entries()) {
    if (index > 0) {
      const previous = steps[index - 1]?.field
      const next = previous?.target === undefined ? undefined : model.entities[previous.target]
      if (!next) return { missing: name, in: entity }
      entity = next
    }
    const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
    if (!field) return { missing: name, in: entity }
    steps.push({ entity, field })
  }
  const last = steps.at(-1)
  return last ? { ...last, steps } : { missing: path, in: from }
}
