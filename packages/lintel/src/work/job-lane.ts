/** What a worker has of one job: those that run, and a few that are next. */
import type { ClaimedJob, Wanted } from '../database/queue/job-queue.ts'
import type { Interruption } from './interruption.ts'
import type { RunnableJob } from './run-job.ts'

/** A job in the hands of this worker. */
export interface Held {
  readonly claimed: ClaimedJob
  readonly interruption: Interruption
  hasBegun: boolean
  /** Somebody wants it stopped, and not tried again. */
  isCancelled: boolean
  /** The queue has heard how it ended, though its function may still run. */
  isSettled: boolean
}

/** What is taken ahead is begun within about so long: it waits for nobody who could have begun it sooner. */
const aheadMs = 50
const mostAhead = 500
const leastMs = 0.05

export class JobLane {
  readonly runnable: RunnableJob
  readonly next: Held[] = []
  running = 0
  /** Moving average; `undefined` before the first one has ended. */
  #averageMs: number | undefined

  constructor(runnable: RunnableJob) {
    this.runnable = runnable
  }

  /** How many to take: enough to keep all places busy while the queue is asked, where jobs are that short. */
  get wanted(): Wanted | undefined {
    const { name, concurrency, maxRunning } = this.runnable.model
    const ahead = maxRunning === undefined ? this.#ahead : 0
    const room = concurrency + ahead - this.running - this.next.length
    return room > 0 && this.next.length <= ahead / 2 ? { job: name, room, maxRunning } : undefined
  }

  get hasPlace(): boolean {
    return this.running < this.runnable.model.concurrency
  }

  ended(durationMs: number): void {
    this.running--
    this.#averageMs = this.#averageMs === undefined ? durationMs : this.#averageMs * 0.9 + durationMs * 0.1
  }

  get #ahead(): number {
    if (this.#averageMs === undefined) return 0
    const perPlace = aheadMs / Math.max(this.#averageMs, leastMs)
    return Math.min(mostAhead, Math.floor(perPlace * this.runnable.model.concurrency))
  }
}
