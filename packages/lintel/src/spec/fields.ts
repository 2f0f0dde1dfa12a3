/** `t`: the kinds of value that entities store and operations receive. */
import type { Entity } from './entity.ts'
import type { DefaultModel, FieldKind, Json, JsonSchema, ValueModel } from './model.ts'

/** What an author said of a field, before names are resolved. */
export interface FieldDefinition {
  readonly kind: FieldKind | 'list' | 'object'
  readonly optional: boolean
  readonly unique: boolean
  readonly immutable: boolean
  readonly readOnly: boolean
  readonly private: boolean
  readonly personal: boolean
  readonly value: Omit<
    ValueModel,
    'kind' | 'optional' | 'items' | 'fields' | 'target' | 'default' | 'personal'
  >
  readonly default?: DefaultModel
  readonly target?: () => unknown
  readonly inverse?: string
  readonly onDelete?: 'restrict' | 'cascade' | 'setNull'
  readonly items?: AnyField
  readonly fields?: FieldRecord
  readonly renamedFrom?: string
  readonly filledFrom?: string
  readonly column?: string
  readonly columnType?: string
  /** For `manyToMany`: names of its joining table that are not the usual ones. */
  readonly through?: JoinOptions
  readonly version?: boolean
  /** One of the moments that every entity has, where its author declares it. */
  readonly moment?: Moment
}

export type Moment = 'createdAt' | 'updatedAt' | 'deletedAt'

/** The table that joins two entities, where it was there before Lintel. */
export interface JoinOptions {
  /** Its name (default: the entity's table and the field). */
  readonly table?: string
  /** The column that refers to this entity. */
  readonly here?: string
  /** The column that refers to the other. */
  readonly there?: string
}

/** Marks that change the type of a row or an input. */
export type Mark = 'optional' | 'default' | 'immutable' | 'readOnly' | 'private'

/**
 * A value's kind and rules.
 *
 * @typeParam Value  its type in code, which is also its JSON form: decimals, bigints and timestamps are strings
 * @typeParam Marks  the modifiers it carries
 */
export class Field<Value, Marks extends Mark = never> {
  declare readonly valueType: Value
  declare readonly marks: Marks
  readonly definition: FieldDefinition

  constructor(definition: FieldDefinition) {
    this.definition = definition
  }

  /** May be absent or `null`. */
  optional(): Field<Value, Marks | 'optional'> {
    return new Field({ ...this.definition, optional: true })
  }

  /** Value of a new row when the caller sends none. */
  default(value: Value): Field<Value, Marks | 'default'> {
    return new Field({ ...this.definition, default: { value: value as Json } })
  }

  /** For a timestamp or date: the moment of creation when the caller sends none. */
  defaultNow(): Field<Value, Marks | 'default'> {
    return new Field({ ...this.definition, default: { now: true } })
  }

  /** No two rows share it. */
  unique(): Field<Value, Marks> {
    return new Field({ ...this.definition, unique: true })
  }

  /** Set once, on create. */
  immutable(): Field<Value, Marks | 'immutable'> {
    return new Field({ ...this.definition, immutable: true })
  }

  /** Set by operations alone, never by a caller of the resource. */
  readOnly(): Field<Value, Marks | 'readOnly'> {
    return new Field({ ...this.definition, readOnly: true })
  }

  /** Neither sent by a resource nor accepted by it. */
  private(): Field<Value, Marks | 'private'> {
    return new Field({ ...this.definition, private: true })
  }

  /** Personal data: redacted in every log. */
  personal(): Field<Value, Marks> {
    return new Field({ ...this.definition, personal: true })
  }

  /** Said in the OpenAPI document and in the database. */
  describe(description: string): Field<Value, Marks> {
    return new Field({ ...this.definition, value: { ...this.definition.value, description } })
  }

  /** The name it had; the migration carries the values over instead of dropping them. */
  renamedFrom(name: string): Field<Value, Marks> {
    return new Field({ ...this.definition, renamedFrom: name })
  }

  /**
   * Where the values of a new field come from: for rows that are there, and for rows that the release before writes
   * while it still serves. Read by `lintel plan` alone.
   *
   * @param expression  SQL over the columns of the same row: `"split_part(name, ' ', 1)"`
   */
  filledFrom(expression: string): Field<Value, Marks> {
    return new Field({ ...this.definition, filledFrom: expression })
  }

  /** The column's name, where it is not that of the field in snake case. */
  column(name: string): Field<Value, Marks> {
    return new Field({ ...this.definition, column: name })
  }

  /**
   * The column's type, where the table was there before Lintel.
   *
   * @param type  as PostgreSQL knows it, in short: `varchar(80)`, `timestamp(6)`, `serial`, the name of an enum type
   */
  columnType(type: string): Field<Value, Marks> {
    return new Field({ ...this.definition, columnType: type })
  }
}

/**
 * A reference to one row of another entity; its value is that row's id.
 *
 * The target's type stays inside a function whose result nobody asks for while it is declared (`() => void` in every
 * constraint), so that two entities may refer to each other without either being annotated.
 */
export class Ref<Target extends () => void, Marks extends Mark = never> extends Field<string, Marks> {
  declare readonly targetType: Target

  override optional(): Ref<Target, Marks | 'optional'> {
    return new Ref({ ...this.definition, optional: true })
  }

  override unique(): Ref<Target, Marks> {
    return new Ref({ ...this.definition, unique: true })
  }

  override immutable(): Ref<Target, Marks | 'immutable'> {
    return new Ref({ ...this.definition, immutable: true })
  }

  override readOnly(): Ref<Target, Marks | 'readOnly'> {
    return new Ref({ ...this.definition, readOnly: true })
  }

  override private(): Ref<Target, Marks | 'private'> {
    return new Ref({ ...this.definition, private: true })
  }

  override describe(description: string): Ref<Target, Marks> {
    return new Ref({ ...this.definition, value: { ...this.definition.value, description } })
  }

  override renamedFrom(name: string): Ref<Target, Marks> {
    return new Ref({ ...this.definition, renamedFrom: name })
  }

  override filledFrom(expression: string): Ref<Target, Marks> {
    return new Ref({ ...this.definition, filledFrom: expression })
  }

  override column(name: string): Ref<Target, Marks> {
    return new Ref({ ...this.definition, column: name })
  }

  override columnType(type: string): Ref<Target, Marks> {
    return new Ref({ ...this.definition, columnType: type })
  }
}

/** The rows of another entity whose `Inverse` reference leads here. */
export class Many<Target extends () => void, Inverse extends string> {
  declare readonly targetType: Target
  declare readonly inverseType: Inverse
  readonly definition: FieldDefinition

  constructor(definition: FieldDefinition) {
    this.definition = definition
  }
}

/** Rows of another entity, joined through a table that Lintel keeps. */
export class ManyToMany<Target extends () => void> {
  declare readonly targetType: Target
  declare readonly manyToMany: true
  readonly definition: FieldDefinition

  constructor(definition: FieldDefinition) {
    this.definition = definition
  }
}

// Method bivariance lets one record hold fields of every value type.
export type AnyField = Field<unknown, Mark>
export type AnyRelation = Many<() => void, string> | ManyToMany<() => void>
export type FieldRecord = Readonly<Record<string, AnyField>>
/** Stands in a type for a moment that an entity does not have; no value is of it. */
export interface Absent {
  readonly absent: true
  readonly definition: FieldDefinition
}
export type EntityFields = Readonly<Record<string, AnyField | AnyRelation | Absent>>

/** The type of one value. */
export type ValueOf<F> =
  F extends Field<infer Value, infer Marks> ? ('optional' extends Marks ? Value | null : Value) : never

type Flatten<T> = { [K in keyof T]: T[K] }
type OptionalKeys<R extends FieldRecord> = {
  [K in keyof R]: 'optional' extends R[K]['marks'] ? K : 'default' extends R[K]['marks'] ? K : never
}[keyof R]

/** What an operation's `run` receives for a record of fields: defaults are filled in, optional ones may be `null`. */
export type Received<R extends FieldRecord> = Flatten<{ readonly [K in keyof R]: ValueOf<R[K]> }>

/** What a caller sends for a record of fields. */
export type Sent<R extends FieldRecord> = Flatten<
  { readonly [K in Exclude<keyof R, OptionalKeys<R>>]: ValueOf<R[K]> } & {
    readonly [K in OptionalKeys<R>]?: ValueOf<R[K]>
  }
>

interface LengthRules {
  readonly min?: number
  readonly max?: number
  /** A regular expression for the whole text. */
  readonly pattern?: string
}

interface NumberRules<N> {
  readonly min?: N
  readonly max?: N
}

function define<Value>(kind: FieldDefinition['kind'], value: FieldDefinition['value'] = {}): Field<Value> {
  return new Field<Value>(definition(kind, value))
}

function definition(
  kind: FieldDefinition['kind'],
  value: FieldDefinition['value'],
  rest: Partial<FieldDefinition> = {},
): FieldDefinition {
  const plain = {
    optional: false,
    unique: false,
    immutable: false,
    readOnly: false,
    private: false,
    personal: false,
  }
  return { kind, ...plain, value, ...rest }
}

/** No bound is the same as none. */
function bounded({ max, ...rules }: LengthRules): LengthRules {
  return max === undefined || max === Number.POSITIVE_INFINITY ? rules : { ...rules, max }
}

export const t = {
  /** Text of any length up to `max` (default 10,000 characters; `Infinity`: no bound). */
  text: (rules: LengthRules = {}) => define<string>('text', bounded({ max: 10_000, ...rules })),
  /** Short text: 1 to 255 characters unless said otherwise. */
  string: (rules: LengthRules = {}) => define<string>('text', { min: 1, max: 255, ...rules }),
  email: () => define<string>('email', { max: 254 }),
  /** An absolute `http` or `https` address. */
  url: () => define<string>('url', { max: 2048 }),
  /** Lower-case letters, digits and single hyphens. */
  slug: (rules: LengthRules = {}) => define<string>('slug', { min: 1, max: 255, ...rules }),
  uuid: () => define<string>('uuid'),
  /** A whole number of 32 bits. */
  integer: (rules: NumberRules<number> = {}) => define<number>('integer', rules),
  /** A whole number of 64 bits, written as a string so that no digit is lost. */
  bigint: () => define<string>('bigint'),
  /** An exact number with `scale` decimals, written as a string: `"12.50"`. */
  decimal: (precision: number, scale: number, rules: NumberRules<number> = {}) =>
    define<string>('decimal', { precision, scale, ...rules }),
  boolean: () => define<boolean>('boolean'),
  /** A calendar day: `2026-11-21`. */
  date: () => define<string>('date'),
  /** A moment, to the millisecond, as RFC 3339. */
  timestamp: () => define<string>('timestamp'),
  enum: <const V extends string>(...values: readonly [V, ...V[]]) => define<V>('enum', { values }),
  /** JSON that satisfies `schema` (JSON Schema 2020-12). */
  json: <Value = Json>(schema: JsonSchema = {}) => define<Value>('json', { schema }),
  /** Received as plain text, stored as an Argon2id hash, never sent. */
  password: (rules: LengthRules = {}) =>
    new Field<string, 'private'>(
      definition('password', { min: 8, max: 256, ...rules }, { private: true, personal: true }),
    ),
  /** Counts the updates of a row, for readers who compare. */
  version: () =>
    new Field<number, 'readOnly' | 'default'>(
      definition('integer', {}, { readOnly: true, version: true, default: { value: 1 } }),
    ),
  /** The moment when a row was stored: declared only where its column is not the usual one. */
  createdAt: () =>
    new Field<string, 'readOnly' | 'default' | 'immutable'>(
      definition('timestamp', {}, { readOnly: true, immutable: true, moment: 'createdAt' }),
    ),
  /** The moment of the last change: declared only where its column is not the usual one. */
  updatedAt: () =>
    new Field<string, 'readOnly' | 'default'>(
      definition('timestamp', {}, { readOnly: true, moment: 'updatedAt' }),
    ),
  /** The moment of a soft deletion: declared only where its column is not the usual one. */
  deletedAt: () =>
    new Field<string, 'readOnly' | 'private' | 'optional'>(
      definition('timestamp', {}, { readOnly: true, private: true, optional: true, moment: 'deletedAt' }),
    ),
  /** A counting number as `id`, in place of the UUIDv7 that an entity has by default. */
  integerId: () =>
    new Field<number, 'readOnly' | 'default'>(
      definition('integer', {}, { readOnly: true, immutable: true, default: { generated: 'identity' } }),
    ),
  /** One row of another entity. `onDelete`: what happens here when that row goes (default `restrict`). */
  ref: <Target extends () => void>(
    target: Target,
    options: { readonly onDelete?: 'restrict' | 'cascade' | 'setNull' } = {},
  ) => new Ref<Target>(definition('ref', {}, { target, onDelete: options.onDelete ?? 'restrict' })),
  /** The rows of another entity whose field `inverse` refers to this one. */
  many: <Target extends () => void, const Inverse extends string>(target: Target, inverse: Inverse) =>
    new Many<Target, Inverse>(definition('many', {}, { target, inverse })),
  /** Rows of another entity, many on both sides. */
  manyToMany: <Target extends () => void>(target: Target, through: JoinOptions = {}) =>
    new ManyToMany<Target>(definition('manyToMany', {}, { target, through })),
  /** A list, for inputs and outputs of operations. */
  list: listField,
  /** An object with these fields, for inputs and outputs of operations. */
  object: <R extends FieldRecord>(fields: R) => new Field<Received<R>>(definition('object', {}, { fields })),
}

interface ListRules {
  readonly min?: number
  readonly max?: number
}

function listField<Value, M extends Mark>(items: Field<Value, M>, rules?: ListRules): Field<readonly Value[]>
function listField<R extends FieldRecord>(items: R, rules?: ListRules): Field<readonly Received<R>[]>
function listField(items: AnyField | FieldRecord, rules: ListRules = {}): Field<readonly unknown[]> {
  const field = items instanceof Field ? items : new Field(definition('object', {}, { fields: items }))
  return new Field(definition('list', { min: 0, max: 1000, ...rules }, { items: field }))
}

export type TargetOf<T> = T extends () => infer E
  ? E extends Entity<string, EntityFields>
    ? E
    : never
  : never
