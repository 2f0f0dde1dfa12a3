/** `identity`: which entity holds the people who sign in. */
import type { AnyEntity, ColumnOf } from './entity.ts'
import type { TrustOptions } from './issuers.ts'
import { callerLocation, type Location } from './location.ts'

export interface IdentityOptions<E> {
  /** Field that holds a person's role. */
  readonly role?: ColumnOf<E>
  /** The word before the token in `Authorization` (default `Bearer`). */
  readonly scheme?: string
  /** Life of an access token (default 3600). */
  readonly tokenTtlSeconds?: number
  /** `false`: this application signs no access tokens; those of the providers that it trusts are the only ones. */
  readonly tokens?: false
  /** Outside identity providers whose access tokens are taken. */
  readonly trust?: readonly TrustOptions<E>[]
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
