/** `resource` and `policy`: which part of an entity is an API, and what each actor may do with its rows. */
import type { ResourceCache } from './cache.ts'
import type { AnyEntity, ColumnOf, FilterPath, IncludePath, WritableOf } from './entity.ts'
import type { Idempotent } from './idempotency.ts'
import { callerLocation, type Location } from './location.ts'
import type { DeprecationModel, Json } from './model.ts'
import type { RateLimits } from './rate-limit.ts'
import type { RuleInput } from './rules.ts'

/** The id of whoever calls, for `set`. */
export const principalId: unique symbol = Symbol('principal.id')

type Paths<E> = IncludePath<E> | FilterPath<E>

export interface WriteOptions<E> {
  readonly who: RuleInput<Paths<E>>
  /** What a caller may send; default: every field that is not read-only or private. */
  readonly fields?: readonly WritableOf<E>[]
  /**
   * References, and links of `manyToMany`, that a caller may set to rows which it may not read, such as a colleague by
   * id. Any other reference to a row out of sight is refused like one to a row that is not there.
   */
  readonly refersToAny?: readonly WritableOf<E>[]
  /** What the server sets, whatever the caller sends: `{ author: principalId }`. */
  readonly set?: { readonly [K in ColumnOf<E>]?: typeof principalId | Json }
}

export interface UpdateOptions<E> extends WriteOptions<E> {
  /** What the row must meet afterwards; default: `who` again. */
  readonly after?: RuleInput<Paths<E>>
}

/** Who may see and who may write one field, of those who may read or write the row. */
export interface FieldAccess<E> {
  readonly read?: RuleInput<Paths<E>>
  readonly write?: RuleInput<Paths<E>>
}

/** What each actor may do with the rows of an entity. An action without a rule is denied. */
export interface PolicyOptions<E> {
  readonly read?: RuleInput<Paths<E>>
  readonly create?: RuleInput<Paths<E>> | WriteOptions<E>
  readonly update?: RuleInput<Paths<E>> | UpdateOptions<E>
  readonly delete?: RuleInput<Paths<E>>
  /** Rules of single fields, wherever rows of the entity are read or written: `{ salary: { read: role('hr') } }`. */
  readonly fields?: { readonly [K in ColumnOf<E>]?: FieldAccess<E> }
}

export interface ResourceOptions<E> extends PolicyOptions<E> {
  /** Default: the plural of the entity's name, `/order-items`. */
  readonly path?: string
  readonly description?: string
  /** Fields that a list may be filtered by: `?status=paid&total[gte]=10`. */
  readonly filter?: readonly FilterPath<E>[]
  /** Fields that a list may be sorted by: `?sort=-createdAt`. */
  readonly sort?: readonly ColumnOf<E>[]
  /** Order when the caller names none (default: newest first). A leading `-` means descending. */
  readonly defaultSort?: readonly (ColumnOf<E> | `-${ColumnOf<E>}`)[]
  /** Relations that a caller may ask for: `?include=items.product`. */
  readonly include?: readonly IncludePath<E>[]
  /** Offers `?search=`; the entity names the fields. */
  readonly search?: boolean
  /** Rows of a page (default 20, at most 100). */
  readonly limit?: { readonly default?: number; readonly max?: number }
  /** Offers `POST <path>/bulk` where `create` is allowed. */
  readonly bulk?: boolean
  /** How often its API may be asked, all routes together: `'600/minute'`; in place of the limits of bulk and search. */
  readonly rateLimit?: RateLimits
  /** What `Idempotency-Key` does where rows are created (default `true`). */
  readonly idempotent?: Idempotent
  readonly deprecated?: DeprecationModel
  /** For how long what is read is remembered: `'60s'`. A write to what it was read from drops it. */
  readonly cache?: ResourceCache
}

export class Resource {
  readonly kind = 'resource'
  readonly entity: AnyEntity
  readonly options: ResourceOptions<AnyEntity>
  readonly exposed: boolean
  readonly at: Location

  constructor(entity: AnyEntity, options: ResourceOptions<AnyEntity>, exposed: boolean) {
    this.entity = entity
    this.options = options
    this.exposed = exposed
    this.at = callerLocation()
  }
}

/** Derives an API for the rows of an entity, under these rules. */
export function resource<E extends AnyEntity>(entity: E, options: ResourceOptions<E>): Resource {
  return new Resource(entity, options as unknown as ResourceOptions<AnyEntity>, true)
}

/** Rules for the rows of an entity that has no API of its own: it is included by others, or used by operations. */
export function policy<E extends AnyEntity>(entity: E, options: PolicyOptions<E>): Resource {
  return new Resource(entity, options as unknown as ResourceOptions<AnyEntity>, false)
}
