/** Statements that are transactions by themselves: each on a connection of its own, or under load on shared ones. */
import type { Pool } from 'pg'
import type { Arguments } from '../plan/sql/statement.ts'
import { databaseUnavailable } from './database-problems.ts'
import { LeasedConnection } from './leased-connection.ts'
import { textQuery } from './query.ts'
import type { ResultRow } from './result-row.ts'
import type { NamedStatement } from './statement-cache.ts'
import type { OnAnswer, TextQuery } from './text-query.ts'

interface Pending {
  readonly query: TextQuery
  readonly caller: string | undefined
  readonly onAnswer: OnAnswer
  /** Refuses it when no connection takes it in time. */
  timer?: NodeJS.Timeout
}

/**
 * As long as the pool has connections, each statement borrows one. Beyond that connections go from one statement to
 * the next without being given back, and the next is sent before the first is answered: neither side waits for the way
 * there and back (`npm run bench:path`). Transactions that wait for a connection get the next that is free.
 */
export class WritePipeline {
  readonly #pool: Pool
  readonly #waitMs: number
  readonly #leases = new Set<LeasedConnection>()
  /** What no connection has taken yet, the oldest first. */
  readonly #waiting: Pending[] = []
  #borrowing = 0
  #yielding = 0

  /** @param waitMs  longest that a statement waits for a connection */
  constructor(pool: Pool, waitMs: number) {
    this.#pool = pool
    this.#waitMs = waitMs
  }

  /** @throws Problem `database_unavailable` when there is no connection; the server's error otherwise */
  run(statement: NamedStatement, parameters: Arguments): Promise<readonly ResultRow[]> {
    const query = textQuery(statement, parameters)
    return new Promise((resolve, reject) => {
      const { caller } = parameters
      this.#place({ query, caller, onAnswer: (error, rows) => (error ? reject(error) : resolve(rows)) })
    })
  }

  #place(pending: Pending): void {
    const poolHasRoom = hasRoom(this.#pool)
    const lease = this.#waiting.length > 0 ? undefined : this.#leaseFor(poolHasRoom)
    if (lease) {
      this.#send(lease, pending)
      return
    }
    pending.timer = setTimeout(() => this.#giveUp(pending), this.#waitMs)
    this.#waiting.push(pending)
    if (poolHasRoom) this.#borrow()
    else this.#keepGoing()
  }

  /** One that has nothing to do; or, where the pool has none either, one that takes a second. */
  #leaseFor(poolHasRoom: boolean): LeasedConnection | undefined {
    let second: LeasedConnection | undefined
    for (const lease of this.#leases) {
      if (!lease.takesMore) continue
      if (lease.inFlight === 0) return lease
      second ??= lease
    }
    return poolHasRoom ? undefined : second
  }

  #send(lease: LeasedConnection, { query, caller, onAnswer }: Pending): void {
    lease.send(query, caller, (error, rows) => {
      this.#goOn(lease)
      onAnswer(error, rows)
    })
  }

  /** After an answer: sends what waits, and gives the connection back when nothing does or it is needed elsewhere. */
  #goOn(lease: LeasedConnection): void {
    if (!lease.isYielding && this.#pool.waitingCount - this.#borrowing > this.#yielding) {
      lease.isYielding = true
      this.#yielding++
    }
    while (lease.takesMore && this.#waiting.length > 0) this.#sendNext(lease)
    if (lease.inFlight > 0) return
    // To take it from the pool costs more than to send a statement, and requests that came together are read together.
    if (lease.takesMore) setImmediate(() => this.#giveBackUnused(lease))
    else this.#giveBack(lease)
  }

  #giveBackUnused(lease: LeasedConnection): void {
    if (lease.inFlight === 0 && this.#leases.has(lease)) this.#giveBack(lease)
  }

  #sendNext(lease: LeasedConnection): void {
    const next = this.#waiting.shift()
    if (!next) return
    clearTimeout(next.timer)
    this.#send(lease, next)
  }

  #giveBack(lease: LeasedConnection): void {
    if (lease.isYielding) this.#yielding--
    this.#leases.delete(lease)
    lease.release()
    this.#keepGoing()
  }

  /** What waits is taken on by the connections at work; where there is none, one is asked for. */
  #keepGoing(): void {
    if (this.#waiting.length > 0 && this.#leases.size === 0 && this.#borrowing === 0) this.#borrow()
  }

  #borrow(): void {
    this.#borrowing++
    this.#pool.connect((error, client) => {
      this.#borrowing--
      if (!client) {
        this.#refuseOldest(error)
        return
      }
      const lease = new LeasedConnection(client)
      this.#leases.add(lease)
      this.#sendNext(lease)
      if (lease.inFlight === 0) this.#giveBack(lease)
    })
  }

  #refuseOldest(cause: unknown): void {
    const oldest = this.#waiting.shift()
    clearTimeout(oldest?.timer)
    oldest?.onAnswer(databaseUnavailable(cause), [])
    this.#keepGoing()
  }

  #giveUp(pending: Pending): void {
    this.#waiting.splice(this.#waiting.indexOf(pending), 1)
    pending.onAnswer(databaseUnavailable(new Error('No connection was free in time.')), [])
  }
}

function hasRoom({ idleCount, totalCount, waitingCount, options }: Pool): boolean {
  return idleCount + options.max - totalCount > waitingCount
}
