/** The only holder of connections: lanes for statements that read, a pool for what writes. */
import { Pool, type PoolClient } from 'pg'
import type { Touch } from '../plan/cache/tags.ts'
import type { Arguments } from '../plan/sql/statement.ts'
import type { TransactionOptions } from '../spec/data-access.ts'
import type { Executor } from './access-context.ts'
import type { Changes } from './changes.ts'
import { databaseUnavailable, isLockTimeout, isUnprepared } from './database-problems.ts'
import { Lane } from './lane.ts'
import type { RowArguments } from './query.ts'
import type { ResultRow } from './result-row.ts'
import {
  clientConfig,
  defaultConnectTimeoutMs,
  defaultLockTimeoutMs,
  type SessionOptions,
  setupOf,
} from './session.ts'
import type { NamedStatement } from './statement-cache.ts'
import { inTransaction } from './transaction.ts'
import { WritePipeline } from './write-pipeline.ts'

export interface ConnectionsOptions extends SessionOptions {
  /** Connections at most, of all kinds (default 10). */
  readonly poolSize?: number
}

/** A statement that waits for a lock holds up the one behind it for no longer; then it waits by itself. */
const briefLockMs = 100

export class Connections {
  /** Told of writes; set by whoever remembers answers. */
  changes: Changes | undefined
  /** Longest that a statement waits for a lock. */
  readonly lockTimeoutMs: number
  readonly #reads: readonly Lane[]
  readonly #pool: Pool
  readonly #writes: WritePipeline

  constructor(options: ConnectionsOptions) {
    const size = Math.max(options.poolSize ?? 10, 3)
    // What waits for a lock or for the disk holds up what follows it on a lane, so writes have connections of their own.
    const reads = Math.max(Math.floor(size * 0.3), 1)
    this.#reads = Array.from({ length: reads }, () => new Lane(options))
    this.lockTimeoutMs = options.lockTimeoutMs ?? defaultLockTimeoutMs
    const lockTimeoutMs = Math.min(this.lockTimeoutMs, briefLockMs)
    this.#pool = openPool({ ...options, lockTimeoutMs }, size - reads)
    this.#writes = new WritePipeline(this.#pool, options.connectTimeoutMs ?? defaultConnectTimeoutMs)
  }

  /** Runs a statement that changes nothing. */
  read(statement: NamedStatement, parameters: Arguments): Promise<readonly ResultRow[]> {
    return leastBusy(this.#reads).run(statement, parameters)
  }

  /** Runs a statement that is a transaction by itself, and concerns one row: others may be waiting behind it. */
  write(statement: NamedStatement, parameters: Arguments, touch?: Touch): Promise<readonly ResultRow[]> {
    // What is told goes with the write or not at all, so that they are one transaction.
    if (touch && this.changes?.tagsOf(touch))
      return inTransaction(this, {}, (alone) => alone.write(statement, parameters, touch))
    return this.#writes.run(statement, parameters).catch((error: unknown) => {
      if (!this.#mayRunAlone(error)) throw error
      return inTransaction(this, {}, (alone) => alone.write(statement, parameters))
    })
  }

  /** Others were in its way, nothing was done, and it has not waited for as long as it may. */
  #mayRunAlone(error: unknown): boolean {
    return isLockTimeout(error) ? this.lockTimeoutMs > briefLockMs : isUnprepared(error)
  }

  /** Runs a statement that changes nothing and gives its rows as objects. */
  rows(statement: NamedStatement, parameters: RowArguments): Promise<readonly object[]> {
    return leastBusy(this.#reads).rows(statement, parameters)
  }

  /** Runs `work` in a transaction of its own; see `inTransaction`. */
  transaction<T>(options: TransactionOptions, work: (executor: Executor) => Promise<T>): Promise<T> {
    return inTransaction(this, options, work)
  }

  /** A connection for one transaction; give it back with `release`, or `release(error)` when it may be broken. */
  async acquire(): Promise<PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      throw databaseUnavailable(error)
    }
  }

  /** Opens one connection of each kind, so that a wrong address is known at start. */
  async check(): Promise<void> {
    await Promise.all([this.#reads[0]?.open(), this.acquire().then((client) => client.release())])
  }

  /** Whether the database answers now. */
  async isReachable(): Promise<boolean> {
    try {
      await this.read({ text: 'SELECT 1', slots: [] }, { principal: null, values: {} })
      return true
    } catch {
      return false
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#reads.map((lane) => lane.close()))
    await this.#pool.end()
  }
}

function openPool(options: SessionOptions, max: number): Pool {
  // Results are always read whole, which is what pipelining asks for.
  const pipelined: object = { pipeline: true }
  const pool = new Pool({
    ...clientConfig(options),
    ...pipelined,
    max,
    idleTimeoutMillis: 30_000,
    onConnect: async (client) => {
      await client.query(setupOf(options))
    },
  })
  // An idle connection that the server ends is replaced at its next use.
  pool.on('error', () => undefined)
  // One that dies says so by an event as well as by its statements. Without a listener the event would end the process,
  // and it may come at any moment, also while the connection goes from one hand to the next.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

function leastBusy(lanes: readonly Lane[]): Lane {
  let best = lanes[0] as Lane
  for (const lane of lanes) {
    if (lane.inFlight < best.inFlight) best = lane
    if (best.inFlight === 0) break
  }
  return best
}
