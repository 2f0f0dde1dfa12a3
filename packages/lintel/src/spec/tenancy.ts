/** `tenancy`: which entity is the tenant, and who belongs to it. */
import type { AnyEntity, IncludePath } from './entity.ts'
import { callerLocation, type Location } from './location.ts'

export interface TenancyOptions<E> {
  /** The way from a tenant to the people who belong to it: `'members.user'`. */
  readonly members: IncludePath<E>
}

export class Tenancy {
  readonly kind = 'tenancy'
  readonly entity: AnyEntity
  readonly members: string
  readonly at: Location

  constructor(entity: AnyEntity, members: string) {
    this.entity = entity
    this.members = members
    this.at = callerLocation()
  }
}

/**
 * Names the entity whose rows are tenants. Entities with the option `tenant` are then bound to theirs.
 *
 * @example tenancy(Workspace, { members: 'members.user' })
 */
export function tenancy<E extends AnyEntity>(entity: E, { members }: TenancyOptions<E>): Tenancy {
  return new Tenancy(entity, members)
}
