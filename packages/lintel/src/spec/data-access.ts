/** The types of `db` and `tx`: what business code may ask of the database, always under the caller's rules. */
import type { Kysely } from 'kysely'
import type { AnyEntity, Changes, ColumnOf, Entity, Id, IncludePath, NewRow, Row } from './entity.ts'
import type { Event } from './event.ts'
import type { EntityFields, FieldRecord, Many, ManyToMany, Mark, Ref, Sent, TargetOf } from './fields.ts'
import type { Job } from './job.ts'

type Comparable = string | number | boolean | null

/** `{ status: 'paid', total: { gte: '10.00' } }`; conditions are joined by "and". */
export type Where<E> = {
  readonly [K in keyof Row<E>]?: Row<E>[K] | Comparison<Row<E>[K]>
}

export interface Comparison<V> {
  readonly eq?: V
  readonly ne?: V
  readonly lt?: V
  readonly lte?: V
  readonly gt?: V
  readonly gte?: V
  readonly in?: readonly V[]
  readonly prefix?: V extends Comparable ? string : never
  readonly null?: boolean
}

type FieldsOf<E> = E extends Entity<string, infer Fields> ? Fields : never
type Head<P extends string> = P extends `${infer H}.${string}` ? H : P
type Tail<P extends string, H extends string> = P extends `${H}.${infer Rest}` ? Rest : never
type OneIncluded<F, P extends string> =
  F extends Ref<infer T, infer M extends Mark>
    ? Included<TargetOf<T>, P> | ('optional' extends M ? null : never)
    : F extends Many<infer T, string>
      ? readonly Included<TargetOf<T>, P>[]
      : F extends ManyToMany<infer T>
        ? readonly Included<TargetOf<T>, P>[]
        : never

/** A row with the relations `P` in place of their ids. */
export type Included<E, P extends string> = [P] extends [never]
  ? Row<E>
  : Omit<Row<E>, Head<P>> & {
      readonly [H in Head<P> & keyof FieldsOf<E>]: OneIncluded<FieldsOf<E>[H], Tail<P, H & string>>
    }

export interface FindOptions<E, P extends string = never> {
  readonly where?: Where<E>
  readonly include?: readonly P[]
  /** `['-createdAt', 'id']`; default: the newest first. */
  readonly orderBy?: readonly (ColumnOf<E> | `-${ColumnOf<E>}`)[]
  /** At most this many rows (default 100). */
  readonly limit?: number
  readonly offset?: number
}

export interface Reader {
  /** Rows that the caller may read, with the relations asked for. */
  find<E extends AnyEntity, const P extends IncludePath<E> = never>(
    entity: E,
    options?: FindOptions<E, P>,
  ): Promise<readonly Included<E, P>[]>
  /** One row that the caller may read, by id or by a condition that only one row meets. */
  get<E extends AnyEntity, const P extends IncludePath<E> = never>(
    entity: E,
    key: Id<E> | Where<E>,
    options?: { readonly include?: readonly P[] },
  ): Promise<Included<E, P> | undefined>
  count<E extends AnyEntity>(entity: E, where?: Where<E>): Promise<number>
  /** A typed builder for any `select` over these entities, by their declared names; rows are filtered by the caller's rules. */
  query<E extends readonly AnyEntity[]>(...entities: E): QueryBuilder<E>
}

export interface Writer extends Reader {
  /**
   * Stores a row, and nested rows of its relations, in one transaction.
   *
   * @throws Problem `forbidden`, `conflict` (unique), `reference_not_found`, `invalid` (a check of the entity)
   */
  insert<E extends AnyEntity>(entity: E, row: NewRow<E>): Promise<Row<E>>
  /** Stores rows with one statement for each 1,000. */
  insertMany<E extends AnyEntity>(entity: E, rows: readonly NewRow<E>[]): Promise<readonly Row<E>[]>
  /** Changes one row; `undefined` when there is none that meets `key` and that the caller may change. */
  update<E extends AnyEntity>(
    entity: E,
    key: Id<E> | Where<E>,
    changes: Changes<E>,
  ): Promise<Row<E> | undefined>
  /** Changes every row that meets `where` and that the caller may change; gives how many. */
  updateMany<E extends AnyEntity>(entity: E, where: Where<E>, changes: Changes<E>): Promise<number>
  /** Deletes one row; `false` when there is none that the caller may delete. */
  delete<E extends AnyEntity>(entity: E, key: Id<E> | Where<E>): Promise<boolean>
  deleteMany<E extends AnyEntity>(entity: E, where: Where<E>): Promise<number>
  /** Drops the remembered answers that were read from these, for what SQL of your own or another program has written. */
  forget(...entities: readonly AnyEntity[]): Promise<void>
}

export interface EnqueueOptions {
  /** Not before so many milliseconds from now. */
  readonly delayMs?: number
  /** Not before this moment, as RFC 3339. */
  readonly runAt?: string
  /** Higher ones first, among those of the same job: -100 to 100 (default 0). */
  readonly priority?: number
  /** Jobs of one key are done one after the other, in the order in which they were enqueued. */
  readonly key?: string
  /** While a job of this text waits or runs, another is not enqueued. */
  readonly unique?: string
}

/** What is to happen outside of the request; kept only if the transaction is. */
export interface Outgoing {
  /** Tells of an event: every job that takes it is enqueued. Gives the event's id. */
  emit<D extends FieldRecord>(event: Event<D>, data: Sent<D>): Promise<string>
  /** Gives the job's id; `undefined` where one of the same `unique` is there already. */
  enqueue<I extends FieldRecord>(
    job: Job<I>,
    input: Sent<I>,
    options?: EnqueueOptions,
  ): Promise<string | undefined>
  /** As `enqueue`, for many in one statement; gives the ids of those that are enqueued, in their order. */
  enqueueMany<I extends FieldRecord>(
    job: Job<I>,
    inputs: readonly Sent<I>[],
    options?: Omit<EnqueueOptions, 'unique'>,
  ): Promise<readonly string[]>
}

export interface TransactionOptions {
  /** Default `read committed`. Serialization failures and deadlocks are tried again, up to 5 times. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  readonly readOnly?: boolean
}

/** Inside a transaction: everything succeeds or nothing does. */
export type Transaction = Writer & Outgoing

/** What an operation gets as `db`. */
export interface Database extends Writer, Outgoing {
  transaction<T>(run: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** The same without any rule of access. Whoever reviews this asks why. */
  dangerouslyWithoutPolicies(): Database & RawSql
}

export interface RawSql {
  /** Runs one statement as it is written; values go in `parameters`, never into the text. */
  sql<T = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<readonly T[]>
}

type NameOf<E> = E extends Entity<infer N, EntityFields> ? N : never
type Tables<E extends readonly AnyEntity[]> = {
  [Each in E[number] as NameOf<Each>]: { -readonly [K in keyof Row<Each>]: Row<Each>[K] }
}
export type QueryBuilder<E extends readonly AnyEntity[]> = Pick<
  Kysely<Tables<E>>,
  'selectFrom' | 'fn' | 'case'
>
