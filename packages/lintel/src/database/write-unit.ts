/** All that one request writes, as one transaction: begun by the first write, ended together with the request. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoolClient } from 'pg'
import type { Touch } from '../plan/cache/tags.ts'
import type { TransactionOptions } from '../spec/data-access.ts'
import type { Executor } from './access-context.ts'
import type { Connections } from './connections.ts'
import { databaseUnavailable } from './database-problems.ts'
import {
  againWhenUnlucky,
  beginText,
  commit,
  executorOf,
  rollBack,
  type Transactions,
} from './transaction.ts'

type Isolation = NonNullable<TransactionOptions['isolation']>

const strength: readonly Isolation[] = ['read committed', 'repeatable read', 'serializable']

interface Held {
  readonly client: PoolClient
  readonly isolation: Isolation
}

interface Block {
  readonly unit: WriteUnit
  readonly executor: Executor
}

/** The block that code runs in: what it asks of the unit belongs to it, and waiting for it to end would take forever. */
const current = new AsyncLocalStorage<Block>()

/**
 * Before the first write, statements run as without a unit, so that a slow call to elsewhere holds no transaction open.
 * From then on each statement and each block is a savepoint, one after the other: it fails alone, and what reads sees it.
 */
export class WriteUnit implements Executor, Transactions {
  readonly #connections: Connections
  #held: Held | undefined
  /** What was written; also by what was rolled back since, as to forget is never wrong. */
  readonly #tags = new Set<string>()
  #broken: Error | undefined
  #state: 'open' | 'committed' | 'rolled back' = 'open'
  #turn: Promise<unknown> = Promise.resolve()

  constructor(connections: Connections) {
    this.#connections = connections
  }

  read: Executor['read'] = (statement, parameters) =>
    this.#reading((executor) => executor.read(statement, parameters))

  rows: Executor['rows'] = (statement, parameters) =>
    this.#reading((executor) => executor.rows(statement, parameters))

  write: Executor['write'] = (statement, parameters, touch) => {
    const block = this.#block()
    if (block) return block.executor.write(statement, parameters, touch)
    if (this.#state === 'committed') return this.#connections.write(statement, parameters, touch)
    return this.#alone({}, (executor) => executor.write(statement, parameters, touch))
  }

  transaction<T>(options: TransactionOptions, work: (executor: Executor) => Promise<T>): Promise<T> {
    const block = this.#block()
    if (block) return work(block.executor)
    const isApart = this.#state === 'committed' || (options.readOnly && !this.#held)
    return isApart ? this.#connections.transaction(options, work) : this.#alone(options, work)
  }

  /**
   * Ends it, with a last statement in its transaction.
   *
   * @returns `false`: `last` said that it may not be kept, and it is rolled back
   */
  commit(last: (executor: Executor) => Promise<boolean>): Promise<boolean> {
    return this.#inTurn(async () => {
      const held = this.#held
      this.#refuseEnded()
      if (!held) {
        const isKept = await last(this.#connections)
        this.#state = isKept ? 'committed' : 'rolled back'
        return isKept
      }
      const executor = executorOf(held.client, this.#touched)
      try {
        const isKept = await last(executor)
        if (isKept) {
          const ended = await commit(held.client, this.#connections.changes, this.#tags)
          this.#state = 'committed'
          this.#release()
          await ended?.told
        } else await this.#abandon('rolled back')
        return isKept
      } catch (error) {
        await this.#abandon('rolled back')
        throw error
      } finally {
        executor.end()
      }
    })
  }

  /** Ends it without a trace; what is still under way in it fails. */
  rollBack(): Promise<void> {
    return this.#inTurn(() => this.#abandon('rolled back'))
  }

  readonly #touched = (touch: Touch) => {
    for (const tag of this.#connections.changes?.tagsOf(touch) ?? []) this.#tags.add(tag)
  }

  #block(): Block | undefined {
    const block = current.getStore()
    return block?.unit === this ? block : undefined
  }

  #reading<T>(run: (executor: Executor) => Promise<T>): Promise<T> {
    const block = this.#block()
    if (block) return run(block.executor)
    // A statement that fails would take the transaction with it, so what reads has a savepoint, too.
    return this.#held ? this.#alone({}, run) : run(this.#connections)
  }

  #alone<T>(options: TransactionOptions, work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.#inTurn(() => {
      this.#refuseEnded()
      return this.#held
        ? this.#savepoint(this.#held, options, work)
        : againWhenUnlucky(() => this.#first(options, work))
    })
  }

  /** What is the first to write fails with the whole transaction, and may be tried again. */
  async #first<T>(options: TransactionOptions, work: (executor: Executor) => Promise<T>): Promise<T> {
    const client = await this.#connections.acquire()
    this.#held = { client, isolation: options.isolation ?? 'read committed' }
    try {
      const { isolation } = options
      await client.query(beginText(isolation ? { isolation } : {}, this.#connections.lockTimeoutMs))
      return await this.#run(client, work)
    } catch (error) {
      await this.#abandon('open')
      throw error
    }
  }

  async #savepoint<T>(
    { client, isolation }: Held,
    options: TransactionOptions,
    work: (executor: Executor) => Promise<T>,
  ): Promise<T> {
    if (strength.indexOf(options.isolation ?? 'read committed') > strength.indexOf(isolation))
      throw new TypeError(
        `With an Idempotency-Key all that a request writes is one transaction, and this one is "${isolation}" by now: ` +
          `let the one that asks for "${options.isolation}" be the first to write.`,
      )
    try {
      await client.query(options.readOnly ? 'SAVEPOINT unit; SET TRANSACTION READ ONLY' : 'SAVEPOINT unit')
      const result = await this.#run(client, work)
      await client.query('RELEASE SAVEPOINT unit')
      return result
    } catch (error) {
      // Without its way back nothing more may happen on it: the end of the request is then a failure, too.
      this.#broken ??= await rollBack(client, 'ROLLBACK TO SAVEPOINT unit; RELEASE SAVEPOINT unit')
      throw error
    }
  }

  async #run<T>(client: PoolClient, work: (executor: Executor) => Promise<T>): Promise<T> {
    const executor = executorOf(client, this.#touched)
    try {
      return await current.run({ unit: this, executor }, () => work(executor))
    } finally {
      executor.end()
    }
  }

  /** One after the other: a savepoint that another one cuts through could not be taken back alone. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  #refuseEnded(): void {
    if (this.#broken) throw databaseUnavailable(this.#broken)
    if (this.#state === 'rolled back')
      throw new TypeError('The request has failed, and nothing more of it is kept.')
  }

  async #abandon(state: 'open' | 'rolled back'): Promise<void> {
    this.#state = state
    const held = this.#held
    if (!held) return
    this.#broken ??= await rollBack(held.client)
    this.#release()
    // The next attempt has a connection of its own.
    if (state === 'open') this.#broken = undefined
  }

  #release(): void {
    this.#held?.client.release(this.#broken)
    this.#held = undefined
  }
}
