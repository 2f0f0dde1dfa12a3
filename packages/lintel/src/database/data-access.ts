/** `db` and `tx`: what business code asks of the database, always under the rules of whoever calls. */
import type {
  Database,
  EnqueueOptions,
  FindOptions,
  Included,
  QueryBuilder,
  RawSql,
  Transaction,
  TransactionOptions,
  Where,
} from '../spec/data-access.ts'
import type { AnyEntity, Changes, Id, IncludePath, NewRow, Row } from '../spec/entity.ts'
import type { Event } from '../spec/event.ts'
import type { FieldRecord, Sent } from '../spec/fields.ts'
import type { Job } from '../spec/job.ts'
import { type AccessContext, type Executor, entityModel } from './access-context.ts'
import { callerOf } from './caller.ts'
import { problemOf } from './database-problems.ts'
import { storeEvent } from './events/outbox.ts'
import { countRows, findRows } from './find.ts'
import { hasRelations, insertEach, insertRow, insertRows } from './insert.ts'
import { queryBuilder } from './query-builder.ts'
import { enqueueJobs } from './queue/enqueue.ts'
import { jobOf, takersOf, toldEvent } from './queue/new-jobs.ts'
import type { Transactions } from './transaction.ts'
import { together } from './unit-of-work.ts'
import { deleteRows, updateRows } from './update.ts'
import { mayBeMany } from './where.ts'

type Values = Readonly<Record<string, unknown>>

export class DataAccess implements Database, RawSql {
  readonly #context: AccessContext
  /** `undefined` inside a transaction. */
  readonly #connections: Transactions | undefined

  constructor(context: AccessContext, connections: Transactions | undefined) {
    this.#context = context
    this.#connections = connections
  }

  async find<E extends AnyEntity, const P extends IncludePath<E> = never>(
    entity: E,
    options: FindOptions<E, P> = {},
  ) {
    const rows = await findRows(this.#context, entity, options as object)
    return rows as readonly Included<E, P>[]
  }

  async get<E extends AnyEntity, const P extends IncludePath<E> = never>(
    entity: E,
    key: Id<E> | Where<E>,
    options: { readonly include?: readonly P[] } = {},
  ) {
    const rows = await findRows(this.#context, entity, { where: key, limit: 1, ...options })
    return rows[0] as Included<E, P> | undefined
  }

  count<E extends AnyEntity>(entity: E, where?: Where<E>): Promise<number> {
    return countRows(this.#context, entity, where)
  }

  query<E extends readonly AnyEntity[]>(...entities: E): QueryBuilder<E> {
    const builder = queryBuilder(this.#context, entities)
    const { fn } = builder
    return {
      selectFrom: builder.selectFrom.bind(builder),
      fn,
      case: builder.case.bind(builder),
    } as unknown as QueryBuilder<E>
  }

  async insert<E extends AnyEntity>(entity: E, row: NewRow<E>): Promise<Row<E>> {
    const model = entityModel(this.#context, entity)
    const values = row as Values
    const work = (context: AccessContext) => insertRow(context, model, values)
    const stored = hasRelations(model, values) ? await this.#together(work) : await work(this.#context)
    return stored as Row<E>
  }

  async insertMany<E extends AnyEntity>(entity: E, rows: readonly NewRow<E>[]): Promise<readonly Row<E>[]> {
    const model = entityModel(this.#context, entity)
    const all = rows as readonly Values[]
    const nested = all.some((row) => hasRelations(model, row))
    const stored = await this.#together((context) =>
      nested ? insertEach(context, model, all) : insertRows(context, model, all),
    )
    return stored as readonly Row<E>[]
  }

  async update<E extends AnyEntity>(entity: E, key: Id<E> | Where<E>, changes: Changes<E>) {
    const rows = await this.#update(entity, key, changes)
    return rows[0] as Row<E> | undefined
  }

  async updateMany<E extends AnyEntity>(entity: E, where: Where<E>, changes: Changes<E>): Promise<number> {
    const rows = await this.#update(entity, where, changes)
    return rows.length
  }

  async delete<E extends AnyEntity>(entity: E, key: Id<E> | Where<E>): Promise<boolean> {
    return (await this.#delete(entity, key)) > 0
  }

  deleteMany<E extends AnyEntity>(entity: E, where: Where<E>): Promise<number> {
    return this.#delete(entity, where)
  }

  async transaction<T>(run: (tx: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.#together((context) => run(new DataAccess(context, undefined)), options)
  }

  /** As `transaction`, for parts of the framework that have statements of their own in it. */
  transactionOn<T>(run: (tx: Transaction, executor: Executor) => Promise<T>): Promise<T> {
    return this.#together((context) => run(new DataAccess(context, undefined), context.executor))
  }

  async emit<D extends FieldRecord>(event: Event<D>, data: Sent<D>): Promise<string> {
    this.#context.reads?.acts()
    const { model, traceparent } = this.#context
    const told = toldEvent(model, event, { data, traceparent })
    await this.#together(async ({ executor }) => {
      await enqueueJobs(executor, takersOf(model, told))
      if (model.events?.[told.event]?.publish) await storeEvent(executor, told)
    })
    return told.id
  }

  async enqueue<I extends FieldRecord>(
    job: Job<I>,
    input: Sent<I>,
    options: EnqueueOptions = {},
  ): Promise<string | undefined> {
    this.#context.reads?.acts()
    const { model, traceparent } = this.#context
    const next = { ...jobOf(model, job, { input, options }), traceparent }
    const ids = await this.#together(({ executor }) => enqueueJobs(executor, [next]))
    return ids.has(next.id) ? next.id : undefined
  }

  async enqueueMany<I extends FieldRecord>(
    job: Job<I>,
    inputs: readonly Sent<I>[],
    options: Omit<EnqueueOptions, 'unique'> = {},
  ): Promise<readonly string[]> {
    this.#context.reads?.acts()
    const { model, traceparent } = this.#context
    const jobs = inputs.map((input) => ({ ...jobOf(model, job, { input, options }), traceparent }))
    await this.#together(({ executor }) => enqueueJobs(executor, jobs))
    return jobs.map(({ id }) => id)
  }

  dangerouslyWithoutPolicies(): DataAccess {
    return new DataAccess({ ...this.#context, actor: undefined, grants: [] }, this.#connections)
  }

  async forget(...entities: readonly AnyEntity[]): Promise<void> {
    this.#context.reads?.acts()
    await this.#together(async ({ executor }) => {
      for (const entity of entities) executor.touched?.({ table: entityModel(this.#context, entity).table })
    })
  }

  async sql<T = Record<string, unknown>>(
    text: string,
    parameters: readonly unknown[] = [],
  ): Promise<readonly T[]> {
    if (this.#context.actor)
      throw new TypeError('Raw SQL knows no rules: call it on db.dangerouslyWithoutPolicies().')
    this.#context.reads?.unseen()
    // Raw SQL may write, so it does not run on a lane for reads.
    return this.#together(async ({ executor, meaning }) => {
      try {
        const caller = callerOf(this.#context)
        return (await executor.rows({ text, slots: [] }, { values: parameters, caller })) as readonly T[]
      } catch (error) {
        throw problemOf(error, meaning) ?? error
      }
    })
  }

  // What may concern many rows takes long, so it has a connection to itself: it is a transaction, though one statement.
  async #delete(entity: AnyEntity, where: unknown): Promise<number> {
    const model = entityModel(this.#context, entity)
    const work = (context: AccessContext) => deleteRows(context, model, where)
    return mayBeMany(where) ? this.#together(work) : work(this.#context)
  }

  async #update(entity: AnyEntity, where: unknown, changes: object): Promise<readonly Values[]> {
    const model = entityModel(this.#context, entity)
    const values = changes as Values
    const work = (context: AccessContext) => updateRows(context, model, where, values)
    return mayBeMany(where) || hasRelations(model, values) ? this.#together(work) : work(this.#context)
  }

  #together<T>(work: (context: AccessContext) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    if (options.isolation && options.isolation !== 'read committed') this.#context.reads?.snapshot()
    return together({ context: this.#context, connections: this.#connections }, work, options)
  }
}
