/** Takes jobs that are due, runs them side by side, and says how they ended. */
import { setTimeout as pause } from 'node:timers/promises'
import type { ClaimedJob, Ended, Failed, JobQueue } from '../database/queue/job-queue.ts'
import type { Observe } from '../spec/observation.ts'
import { backoffMs } from './backoff.ts'
import { Interruption } from './interruption.ts'
import { type Held, JobLane } from './job-lane.ts'
import { type JobParts, type Outcome, type RunnableJob, runJob } from './run-job.ts'

export interface WorkerOptions {
  /** Who it is, for whoever looks at the table of workers. */
  readonly name: string
  readonly jobs: readonly RunnableJob[]
  readonly parts: JobParts
  /** A worker that is not heard of for so long has lost its jobs (default 30,000). */
  readonly leaseMs?: number
  /** Longest time without a look at the queue (default 1,000). */
  readonly pollMs?: number
}

const defaultLeaseMs = 30_000
const defaultPollMs = 1_000
const retryMs = 500

export class Worker {
  readonly #options: WorkerOptions
  readonly #queue: JobQueue
  readonly #observe: Observe
  readonly #lanes: ReadonlyMap<string, JobLane>
  readonly #held = new Map<string, Held>()
  /** What ended since the last look, to be said in one statement. */
  #done: Ended[] = []
  #saying: Promise<void> | undefined
  #isWoken = false
  #looking: Promise<void> | undefined
  #timers = new Set<NodeJS.Timeout>()
  /** Until the next look that nobody asks for. */
  #sleeping: NodeJS.Timeout | undefined
  #isStopping = false
  #isRegistered = false

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#queue = options.parts.queue
    this.#observe = options.parts.observe
    this.#lanes = new Map(options.jobs.map((each) => [each.model.name, new JobLane(each)]))
  }

  start(): void {
    this.wake()
    const beatMs = (this.#options.leaseMs ?? defaultLeaseMs) / 5
    this.#every(beatMs, () => this.#beat())
  }

  /** There may be something to do. */
  wake(): void {
    this.#isWoken = true
    if (this.#isStopping || this.#looking) return
    this.#looking = this.#look().finally(() => {
      this.#looking = undefined
      if (this.#isWoken && !this.#isStopping) this.wake()
    })
  }

  /** Somebody wants a job stopped. */
  async stopRequested(): Promise<void> {
    for (const id of await this.#queue.stopped()) {
      const held = this.#held.get(id)
      if (!held) continue
      held.isCancelled = true
      held.interruption.end(new Error('It was cancelled.'))
    }
  }

  /** Takes nothing more, and waits for what is under way; then interrupts it. Gives how many it interrupted. */
  async stop(timeoutMs: number): Promise<number> {
    this.#isStopping = true
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#looking?.catch(() => undefined)
    await this.#giveBack([...this.#held.values()].filter(({ hasBegun }) => !hasBegun))
    const deadline = Date.now() + timeoutMs
    while (this.#held.size > 0 && Date.now() < deadline) await pause(20)
    const interrupted = [...this.#held.values()]
    for (const { interruption } of interrupted) interruption.end(new Error('The process ends.'))
    // Whoever listens to the signal ends now; the others are taken back by whoever comes next.
    const last = Date.now() + 1_000
    while (this.#held.size > 0 && Date.now() < last) await pause(20)
    await this.#saying
    if (this.#isRegistered) await this.#queue.leave().catch(() => undefined)
    return interrupted.length
  }

  /** Nothing is under way here. */
  get isIdle(): boolean {
    return this.#held.size === 0 && this.#saying === undefined
  }

  async #look(): Promise<void> {
    try {
      if (!this.#isRegistered) {
        await this.#queue.register(this.#options.name)
        this.#isRegistered = true
        await this.#queue.takeBack(this.#options.leaseMs ?? defaultLeaseMs)
      }
      while (this.#isWoken && !this.#isStopping) {
        this.#isWoken = false
        const wanted = [...this.#lanes.values()].flatMap((lane) => lane.wanted ?? [])
        // Whatever ends next makes room, and asks again.
        if (wanted.length === 0) return
        const claimed = await this.#queue.claim(wanted)
        for (const each of claimed) this.#hold(each)
        for (const lane of this.#lanes.values()) this.#begin(lane)
        if (claimed.length > 0) this.#isWoken = true
      }
      await this.#sleep()
    } catch (error) {
      // The database is away, or will be back: nothing is lost that was not said.
      this.#observe({ event: 'database', state: 'unreachable', error })
      this.#after(retryMs * (0.5 + Math.random()), () => this.wake())
    }
  }

  /** Until the next job is due that nobody will tell of, and no longer than a while. */
  async #sleep(): Promise<void> {
    const pollMs = (this.#options.pollMs ?? defaultPollMs) * (0.75 + Math.random() / 2)
    const dueMs = await this.#queue.nextDue([...this.#lanes.keys()])
    this.#cancel(this.#sleeping)
    this.#sleeping = this.#after(Math.max(1, Math.min(pollMs, dueMs ?? pollMs)), () => this.wake())
  }

  #hold(claimed: ClaimedJob): void {
    const lane = this.#lanes.get(claimed.job)
    if (!lane) return
    const held: Held = {
      claimed,
      interruption: new Interruption(),
      hasBegun: false,
      isCancelled: false,
      isSettled: false,
    }
    this.#held.set(claimed.id, held)
    lane.next.push(held)
  }

  #begin(lane: JobLane): void {
    while (lane.hasPlace && !this.#isStopping) {
      const held = lane.next.shift()
      if (!held) return
      lane.running++
      void this.#run(held, lane)
    }
  }

  async #run(held: Held, lane: JobLane): Promise<void> {
    const { claimed, interruption } = held
    const { runnable } = lane
    held.hasBegun = true
    const { timeoutMs, retry } = runnable.model
    const begin = performance.now()
    const settle = (outcome: Outcome) => {
      if (held.isSettled) return
      held.isSettled = true
      void this.#settle(held, runnable, { outcome, durationMs: performance.now() - begin })
    }
    if (interruption.isOver) {
      settle({ kind: 'failed', error: interruption.reason })
    } else if (claimed.attempt > retry.attempts) {
      // It has been begun that often before, and its process has ended each time.
      settle({ kind: 'failed', error: new Error(claimed.error ?? 'It was begun too often.') })
    } else {
      const timer = setTimeout(
        () => interruption.end(new Error(`It took longer than ${timeoutMs} ms.`)),
        timeoutMs,
      )
      interruption.onEnd((error) => settle({ kind: 'failed', error }))
      const signal = () => interruption.signal
      const outcome = await runJob(this.#options.parts, runnable, { claimed, signal })
      clearTimeout(timer)
      settle(outcome)
    }
    // Its place is taken until its function has really ended. It may be held anew by then, where it was lost meanwhile.
    if (this.#held.get(claimed.id) === held) this.#held.delete(claimed.id)
    lane.ended(performance.now() - begin)
    this.#begin(lane)
    if (lane.wanted) this.wake()
  }

  async #settle(
    { claimed, isCancelled }: Held,
    { model }: RunnableJob,
    { outcome, durationMs }: { readonly outcome: Outcome; readonly durationMs: number },
  ): Promise<void> {
    const { id, job, attempt, waitedMs } = claimed
    const said = (kind: 'done' | 'retry' | 'dead' | 'lost' | 'cancelled', error?: unknown) =>
      this.#observe({
        event: 'job',
        job,
        id,
        outcome: kind,
        attempt,
        durationMs,
        waitedMs,
        ...(error === undefined ? {} : { error }),
      })
    if (outcome.kind === 'done') this.#say({ id, attempt })
    if (outcome.kind !== 'failed') return said(outcome.kind === 'lost' ? 'lost' : 'done')
    if (isCancelled) {
      this.#say({ id, attempt })
      return said('cancelled')
    }
    const { error } = outcome
    const isLast = outcome.isFinal === true || attempt >= model.retry.attempts
    const failed: Failed = { id, attempt, error: reasonOf(error), delayMs: backoffMs(model.retry, attempt) }
    const mine = await this.#insist(() => (isLast ? this.#queue.bury(failed) : this.#queue.fail(failed)))
    said(mine.length === 0 ? 'lost' : isLast ? 'dead' : 'retry', error)
    // The next look is at the latest when it is due again.
    if (!isLast) this.wake()
  }

  /** In one statement with what else ends meanwhile. */
  #say(ended: Ended): void {
    this.#done.push(ended)
    this.#saying ??= (async () => {
      await pause(0)
      while (this.#done.length > 0) {
        const batch = this.#done
        this.#done = []
        const mine = new Set(await this.#insist(() => this.#queue.finish(batch)))
        for (const { id } of batch.filter((each) => !mine.has(each.id)))
          this.#observe({
            event: 'log',
            level: 'warn',
            message: `The job ${id} was not this worker's any more.`,
          })
      }
      this.#saying = undefined
    })()
  }

  /** Said again until the database hears it, as long as the jobs may be this worker's. */
  async #insist(say: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const deadline = Date.now() + (this.#options.leaseMs ?? defaultLeaseMs)
    for (;;) {
      try {
        return await say()
      } catch (error) {
        if (Date.now() > deadline) {
          this.#observe({ event: 'fault', where: 'the end of a job', error })
          return []
        }
        await pause(retryMs * (0.5 + Math.random()))
      }
    }
  }

  async #beat(): Promise<void> {
    try {
      if (this.#isRegistered && !(await this.#queue.beat())) this.#lose()
      const taken = await this.#queue.takeBack(this.#options.leaseMs ?? defaultLeaseMs)
      if (taken > 0) this.wake()
    } catch {
      // The next one may get through.
    }
  }

  /** The others have given this worker up: what it does is theirs. */
  #lose(): void {
    for (const held of this.#held.values()) {
      held.isSettled = true
      held.interruption.end(new Error('The lease is over.'))
    }
    this.#isRegistered = false
    this.wake()
  }

  async #giveBack(held: readonly Held[]): Promise<void> {
    for (const { claimed } of held) this.#held.delete(claimed.id)
    for (const lane of this.#lanes.values()) lane.next.length = 0
    if (held.length === 0) return
    await this.#queue
      .giveBack(held.map(({ claimed: { id, attempt } }) => ({ id, attempt })))
      .catch(() => undefined)
  }

  #every(ms: number, work: () => Promise<void>): void {
    this.#after(ms, () => {
      void work().finally(() => {
        if (!this.#isStopping) this.#every(ms, work)
      })
    })
  }

  #cancel(timer: NodeJS.Timeout | undefined): void {
    if (!timer) return
    clearTimeout(timer)
    this.#timers.delete(timer)
  }

  #after(ms: number, work: () => void): NodeJS.Timeout | undefined {
    if (this.#isStopping) return undefined
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms)
    this.#timers.add(timer)
    return timer
  }
}

const maxReason = 2_000

/** PostgreSQL's detail holds values of rows: it is left out. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.slice(0, maxReason)
}
