/** The only holder of connections: lanes for statements that read, a pool for what writes. */
import { Pool, type PoolClient } from 'pg'
import type { Arguments } from '../plan/sql/statement.ts'
import { databaseUnavailable } from './database-problems.ts'
import { Lane } from './lane.ts'
import { queryPool } from './query.ts'
import type { ResultRow } from './result-row.ts'
import { clientConfig, type SessionOptions, sessionSetup } from './session.ts'
import type { NamedStatement } from './statement-cache.ts'

export interface ConnectionsOptions extends SessionOptions {
  /** Connections at most, of all kinds (default 10). */
  readonly poolSize?: number
}

export class Connections {
  readonly #reads: readonly Lane[]
  readonly #pool: Pool

  constructor(options: ConnectionsOptions) {
    const size = Math.max(options.poolSize ?? 10, 3)
    // What waits for a lock or for the disk holds up what follows it on a lane, so writes have connections of their own.
    const reads = Math.max(Math.floor(size * 0.3), 1)
    this.#reads = Array.from({ length: reads }, () => new Lane(options))
    this.#pool = new Pool({
      ...clientConfig(options),
      max: size - reads,
      idleTimeoutMillis: 30_000,
      onConnect: async (client) => {
        await client.query(sessionSetup)
      },
    })
    // An idle connection that the server ends is replaced at its next use.
    this.#pool.on('error', () => undefined)
  }

  /** Runs a statement that changes nothing. */
  read(statement: NamedStatement, parameters: Arguments): Promise<readonly ResultRow[]> {
    return leastBusy(this.#reads).run(statement, parameters)
  }

  /** Runs a statement that is a transaction by itself. */
  write(statement: NamedStatement, parameters: Arguments): Promise<readonly ResultRow[]> {
    return queryPool(this.#pool, statement, parameters)
  }

  /** Runs a statement that changes nothing and gives its rows as objects. */
  rows(statement: NamedStatement, parameters: readonly unknown[]): Promise<readonly object[]> {
    return leastBusy(this.#reads).rows(statement, parameters)
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

function leastBusy(lanes: readonly Lane[]): Lane {
  let best = lanes[0] as Lane
  for (const lane of lanes) {
    if (lane.inFlight < best.inFlight) best = lane
    if (best.inFlight === 0) break
  }
  return best
}
