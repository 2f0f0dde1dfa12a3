/** Grants as plain data. */
import type { Grant } from './grant.ts'
import type { GrantModel } from './model.ts'

export function grantModels(grants: readonly Grant[] | undefined): readonly GrantModel[] {
  return (grants ?? []).map(({ entity, action, fields }) => ({
    entity: entity.name,
    action,
    ...(fields ? { fields } : {}),
  }))
}
