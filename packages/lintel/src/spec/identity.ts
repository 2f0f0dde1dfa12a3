/** `identity`: which entity holds the people who sign in, and by which flows they do. */
import type { AnyEntity } from './entity.ts'
import { type IdentityDeclarations, identityDeclarations } from './identity/declarations.ts'
import type { IdentityOptions } from './identity/options.ts'
import { resolveIdentity } from './identity/resolve.ts'
import { callerLocation, type Location } from './location.ts'
import type { IdentityModel } from './model.ts'

export type { IdentityMail, IdentityMailText, IdentityMessage, IdentityOptions } from './identity/options.ts'

export class Identity {
  readonly kind = 'identity'
  readonly entity: AnyEntity
  readonly options: IdentityOptions<AnyEntity>
  /** The options with every default filled in. */
  readonly model: IdentityModel
  /** What its flows add to the application. */
  readonly added: IdentityDeclarations
  readonly at: Location

  constructor(entity: AnyEntity, options: IdentityOptions<AnyEntity>) {
    this.entity = entity
    this.options = options
    this.at = callerLocation()
    this.model = resolveIdentity(entity, options)
    this.added = identityDeclarations(entity, this.model)
  }
}

/**
 * Names the entity whose rows are principals; `owner(…)` paths end at it. Each flow is switched on by one line.
 *
 * @example identity(User, { role: 'role', signUp: { fields: ['name'] }, sessions: true, passwordReset: true })
 */
export function identity<E extends AnyEntity>(entity: E, options: IdentityOptions<E> = {}): Identity {
  return new Identity(entity, options as unknown as IdentityOptions<AnyEntity>)
}
