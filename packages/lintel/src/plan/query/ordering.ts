/** The order of a list: always total, so that a cursor names one place in it. */
import type { EntityModel, FieldModel } from '../../spec/model.ts'

export interface OrderKey {
  readonly field: FieldModel
  readonly descending: boolean
}

/**
 * Keys for `['-createdAt', 'name']`, ended by `id` in the direction of the last.
 *
 * @throws TypeError for a name that is no stored field: only code can send one
 */
export function orderingOf(entity: EntityModel, sort: readonly string[]): readonly OrderKey[] {
  const keys = sort.map((entry) => {
    const descending = entry.startsWith('-')
    const field = entity.fields[descending ? entry.slice(1) : entry]
    if (!field?.column) throw new TypeError(`${entity.name} cannot be ordered by "${entry}".`)
    return { field, descending }
  })
  const id = entity.fields.id
  if (!id || keys.some(({ field }) => field.name === 'id')) return keys
  return [...keys, { field: id, descending: keys.at(-1)?.descending ?? true }]
}

/** The same order from its other end. */
export function reversed(keys: readonly OrderKey[]): readonly OrderKey[] {
  return keys.map(({ field, descending }) => ({ field, descending: !descending }))
}
