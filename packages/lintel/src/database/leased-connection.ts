/** One pooled connection that statements share: how many are on it, for how long, and whether it still works. */
import type { PoolClient, Submittable } from 'pg'
import { announce } from './caller.ts'
import { breaksConnection } from './database-problems.ts'
import type { OnAnswer, TextQuery } from './text-query.ts'

/** One runs and the next is there already, which saves the way there and back. More would wait longer behind a slow one. */
const maxInFlight = 2

/** What has run for longer may be waiting for something: nothing more is put behind it. */
const slowAfterMs = 20

export class LeasedConnection {
  /** Statements sent and not yet answered. */
  inFlight = 0
  /** Takes nothing more, as it is needed elsewhere. */
  isYielding = false
  readonly #client: PoolClient
  #broken: Error | undefined
  /** Since when the first of its statements runs. */
  #runsSinceMs = 0

  constructor(client: PoolClient) {
    this.#client = client
  }

  get takesMore(): boolean {
    if (this.isYielding || this.#broken !== undefined || this.inFlight >= maxInFlight) return false
    return this.inFlight === 0 || performance.now() - this.#runsSinceMs < slowAfterMs
  }

  /** @param caller  as `announce` takes it */
  send(query: TextQuery, caller: string | undefined, onAnswer: OnAnswer): void {
    if (this.inFlight++ === 0) this.#runsSinceMs = performance.now()
    let isSent = false
    const end: OnAnswer = (error, rows) => {
      this.inFlight--
      this.#runsSinceMs = performance.now()
      if (error && breaksConnection(error)) this.#broken = error
      if (told)
        told.then(
          () => onAnswer(error, rows),
          (failure: Error) => onAnswer(failure, []),
        )
      else onAnswer(error, rows)
    }
    const told = announce(this.#client, caller)
    // Values that cannot be written fail within `query`, when nobody expects an answer yet. The driver then takes the
    // statement for prepared although it is not, so that connection is given up, too.
    query.onEnd((error, rows) => (isSent ? end(error, rows) : process.nextTick(end, error, rows)))
    this.#client.query(query as unknown as Submittable)
    isSent = true
  }

  /** Gives it back to the pool, which closes one that is broken. */
  release(): void {
    this.#client.release(this.#broken)
  }
}
