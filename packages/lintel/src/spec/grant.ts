/** `grant`: what an operation may do beyond the rules of whoever calls it. */
import type { AnyEntity, ColumnOf } from './entity.ts'

export interface Grant {
  readonly entity: AnyEntity
  readonly action: 'read' | 'create' | 'update' | 'delete'
  readonly fields?: readonly string[]
}

/**
 * Lets one operation act on an entity, whoever calls it.
 *
 * @param fields  for `update` and `create`: only these (default: all)
 */
export function grant<E extends AnyEntity>(
  entity: E,
  action: Grant['action'],
  ...fields: readonly ColumnOf<E>[]
): Grant {
  return fields.length > 0 ? { entity, action, fields } : { entity, action }
}
