/** Whether a write can collide with what is stored (409). */
import type { ApplicationModel, EntityModel } from '../../spec/model.ts'

/** Some value of a row must be its own. */
export function canConflict(entity: EntityModel): boolean {
  const fields = Object.values(entity.fields)
  return fields.some((field) => field.unique) || entity.indexes.some((index) => index.unique)
}

/** Rows of other entities may forbid that a row goes: those that refer to it, or to what goes with it. */
export function isHeldBack(
  model: ApplicationModel,
  entity: EntityModel,
  within: readonly string[] = [],
): boolean {
  // A row that is only marked as deleted leaves every reference as it was.
  if (entity.softDelete || within.includes(entity.name)) return false
  return Object.values(model.entities).some((other) =>
    Object.values(other.fields).some((field) => {
      if (field.kind !== 'ref' || field.target !== entity.name) return false
      if (field.onDelete === 'restrict') return true
      return (
        field.onDelete === 'cascade' &&
        isHeldBack(model, { ...other, softDelete: false }, [...within, entity.name])
      )
    }),
  )
}
