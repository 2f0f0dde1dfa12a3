/** `identity`: which entity holds the people who sign in. */
import type { AnyEntity, ColumnOf } from './entity.ts'
import { callerLocation, type Location } from './location.ts'

export interface IdentityOptions<E> {
  /** Field that holds a person's role. */
  readonly role?: ColumnOf<E>
  /** The word before the token in `Authorization` (default `Bearer`). */
  readonly scheme?: string
  /** Life of an access token (default 3600). */
  readonly tokenTtlSeconds?: number
}

export class Identity {
  readonly kind = 'identity'
  readonly entity: AnyEntity
  readonly options: IdentityOptions<AnyEntity>
  readonly at: Location

  constructor(entity: AnyEntity, options: IdentityOptions<AnyEntity>) {
    this.entity = entity
    this.options = options
    this.at = callerLocation()
  }
}

/** Names the entity whose rows are principals; `owner(…)` paths end at it. */
export function identity<E extends AnyEntity>(entity: E, options: IdentityOptions<E> = {}): Identity {
  return new Identity(entity, options as unknown as IdentityOptions<AnyEntity>)
}
