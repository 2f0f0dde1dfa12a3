/** Values of fields that know small letters alone: as they are stored, and as they are looked for. */
import type { FieldModel } from '../../spec/model.ts'

/** @param value  one value, or a list of them */
export function asStored<T>(field: Pick<FieldModel, 'lowerCase'>, value: T): T {
  if (!field.lowerCase) return value
  if (Array.isArray(value)) return value.map((each) => asStored(field, each)) as T
  return typeof value === 'string' ? (value.toLowerCase() as T) : value
}
