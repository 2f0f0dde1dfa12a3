/** `entity`: one place for storage, validation, privacy and documentation of a thing. */
import type { Absent, EntityFields, Field, Many, ManyToMany, Mark, Ref, TargetOf, ValueOf } from './fields.ts'
import { callerLocation, type Location } from './location.ts'
import type { CheckModel, Json } from './model.ts'

export interface EntityOptions<Name extends string = string, Timestamps extends boolean = boolean> {
  readonly description?: string
  /** Indexes beside those that Lintel adds for references, unique fields, sorts and search. Filters have none by themselves. */
  readonly index?: readonly (readonly Name[])[]
  /** Fields that are unique together. */
  readonly unique?: readonly (readonly Name[])[]
  /** Conditions that every row satisfies, by name: `{ ends_after_start: ['endsAt', '>', { field: 'startsAt' }] }`. */
  readonly check?: Readonly<
    Record<string, readonly [Name, CheckModel['operator'], { field: Name } | { value: Json }]>
  >
  /** Deleted rows stay, unseen, with the time of their deletion. */
  readonly softDelete?: boolean
  /** `false`: the entity has `createdAt` and `updatedAt` only where it declares them (default `true`). */
  readonly timestamps?: Timestamps
  /** Text fields that full-text search reads, most important first. */
  readonly search?: readonly Name[]
  /**
   * References that lead to the row's tenant: `'workspace'`, `'project.workspace'`. Every rule then admits callers of
   * that tenant alone, and a row refers to rows of its own tenant alone.
   */
  readonly tenant?: Name | `${Name}.${string}`
  /** The table's name; default: the plural of the entity's name in snake case. */
  readonly table?: string
  /** The plural, where English is irregular. */
  readonly plural?: string
  /** The name it had; the migration renames the table. */
  readonly renamedFrom?: string
  /**
   * Fields that are gone but follow from those that are there, by name: SQL over the columns of today. While the
   * release before still serves, the database keeps both in step.
   */
  readonly retired?: Readonly<Record<string, string>>
  /** The entity whose fields became this one, and the unique reference here that leads back to its row. */
  readonly splitFrom?: {
    readonly entity: string
    readonly through: Name
    /** Fields that moved, under the same names. */
    readonly fields: readonly Name[]
  }
}

export class Entity<Name extends string, Fields extends EntityFields> {
  readonly kind = 'entity'
  readonly name: Name
  readonly fields: Fields
  readonly options: EntityOptions
  readonly at: Location

  constructor(name: Name, fields: Fields, options: EntityOptions) {
    this.name = name
    this.fields = fields
    this.options = options
    this.at = callerLocation()
  }
}

/**
 * Declares a thing that is stored. Every entity also has `id` (a UUIDv7 unless declared), `createdAt` and `updatedAt`.
 *
 * @param name     singular, camel case: it names the table (`order_items`), the path (`/order-items`) and the schema
 * @param fields   declared with `t`
 * @param options  indexes, checks, search, soft delete
 */
export function entity<
  const Name extends string,
  Fields extends EntityFields,
  const Timestamps extends boolean = true,
>(
  name: Name,
  fields: Fields,
  options: EntityOptions<ColumnName<Fields>, Timestamps> = {},
): Entity<Name, Complete<Fields, Timestamps>> {
  return new Entity(name, fields, options as EntityOptions) as unknown as Entity<
    Name,
    Complete<Fields, Timestamps>
  >
}

type TimestampName = 'createdAt' | 'updatedAt'
/** The fields of an entity, which says of both timestamps where it has none. */
type Complete<Fields, Timestamps extends boolean> = Timestamps extends true
  ? Fields
  : Fields & { readonly [K in Exclude<TimestampName, keyof Fields>]: Absent }

export type AnyEntity = Entity<string, EntityFields>

type Flatten<T> = { [K in keyof T]: T[K] }
type RelationKeys<Fields> = {
  [K in keyof Fields]: Fields[K] extends Field<unknown, Mark> | Absent ? never : K
}[keyof Fields]
type AbsentKeys<Fields> = { [K in keyof Fields]: Fields[K] extends Absent ? K : never }[keyof Fields]
type ColumnKeys<Fields> = Exclude<keyof Fields, RelationKeys<Fields> | AbsentKeys<Fields>> & string
/** Timestamps that an entity has by itself. */
type OwnTimestamps<Fields> = Exclude<TimestampName, keyof Fields>
/** Fields that have a column. */
export type ColumnName<Fields> = ColumnKeys<Fields> | OwnTimestamps<Fields> | 'id'

type FieldsOf<E> = E extends Entity<string, infer Fields> ? Fields : never
type IdOf<Fields> = Fields extends { readonly id: Field<infer Value, Mark> } ? Value : string

/** A stored row, as code sees it. */
export type Row<E> = RowOf<FieldsOf<E>>
type RowOf<Fields> = Flatten<
  { readonly [K in ColumnKeys<Fields>]: ValueOf<Fields[K]> } & {
    readonly id: IdOf<Fields>
  } & { readonly [K in OwnTimestamps<Fields>]: string }
>

/** The id of a row of `E`. */
export type Id<E> = IdOf<FieldsOf<E>>

type NeedNotSend<F> =
  F extends Field<unknown, infer Marks>
    ? Marks & ('optional' | 'default') extends never
      ? false
      : true
    : true
type SentKeys<Fields> = {
  [K in ColumnKeys<Fields>]: NeedNotSend<Fields[K]> extends true ? never : K
}[ColumnKeys<Fields>]

/** What `insert` takes: required fields, and nested rows for `many`. */
export type NewRow<E> = NewRowOf<FieldsOf<E>>
type NewRowOf<Fields> = Flatten<
  { readonly [K in SentKeys<Fields>]: ValueOf<Fields[K]> } & {
    readonly [K in Exclude<ColumnKeys<Fields>, SentKeys<Fields>>]?: ValueOf<Fields[K]> | undefined
  } & {
    readonly [K in RelationKeys<Fields>]?: Fields[K] extends Many<infer Target, infer Inverse>
      ? readonly Omit<NewRow<TargetOf<Target>>, Inverse>[]
      : readonly string[]
  } & { readonly id?: IdOf<Fields> }
>

/** A change that the database computes from the row's own value, so that parallel changes add up. */
export interface Increment {
  readonly increment: number
}

/** What `update` takes. */
export type Changes<E> = ChangesOf<FieldsOf<E>>
type ChangesOf<Fields> = {
  readonly [K in ColumnKeys<Fields>]?:
    | ValueOf<Fields[K]>
    | (ValueOf<Fields[K]> extends number ? Increment : never)
    | undefined
} & {
  readonly [K in RelationKeys<Fields>]?: Fields[K] extends ManyToMany<() => void> ? readonly string[] : never
}

type Depth = 0 | 1 | 2
type Less = [never, 0, 1]
type AnyTargetFields<F> =
  F extends Ref<infer T, Mark>
    ? FieldsOf<TargetOf<T>>
    : F extends Many<infer T, string>
      ? FieldsOf<TargetOf<T>>
      : F extends ManyToMany<infer T>
        ? FieldsOf<TargetOf<T>>
        : never

type IncludePathOf<Fields, D extends Depth> = {
  [K in keyof Fields & string]: AnyTargetFields<Fields[K]> extends infer Next
    ? [Next] extends [never]
      ? never
      : K | (D extends 0 ? never : `${K}.${IncludePathOf<Next, Less[D]>}`)
    : never
}[keyof Fields & string]

type FilterPathOf<Fields, D extends Depth> =
  | ColumnName<Fields>
  | (D extends 0
      ? never
      : {
          [K in keyof Fields & string]: AnyTargetFields<Fields[K]> extends infer Next
            ? [Next] extends [never]
              ? never
              : `${K}.${FilterPathOf<Next, Less[D]>}`
            : never
        }[keyof Fields & string])

/** Relations from `E`, up to three steps: `'items.product'`. */
export type IncludePath<E> = IncludePathOf<FieldsOf<E>, 2>
/** Columns of `E` or of a row it leads to: `'customer.name'`. */
export type FilterPath<E> = FilterPathOf<FieldsOf<E>, 1>
/** Columns of `E`. */
export type ColumnOf<E> = ColumnName<FieldsOf<E>>
/** Columns that a caller may ever write. */
export type WritableOf<E> = {
  [K in keyof FieldsOf<E> & string]: FieldsOf<E>[K] extends Field<unknown, infer Marks>
    ? 'readOnly' extends Marks
      ? never
      : K
    : K
}[keyof FieldsOf<E> & string]
