/** Sees to schedules: whichever process comes first enqueues what is due. */
import type { Connections } from '../database/connections.ts'
import { seeToSchedule } from '../database/queue/schedule-book.ts'
import type { JobModel, ScheduleModel } from '../spec/model.ts'
import type { Observe } from '../spec/observation.ts'
import { dueTimes, nextTime } from './cron.ts'

export interface SchedulerOptions {
  readonly connections: Connections
  readonly jobs: readonly JobModel[]
  readonly observe: Observe
}

/** Longest sleep: clocks are set, and machines sleep. */
const longestMs = 30_000

export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #schedules: readonly { readonly job: string; readonly schedule: ScheduleModel }[]
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  #isStopped = false

  constructor(options: SchedulerOptions) {
    this.#options = options
    this.#schedules = options.jobs.flatMap(({ name, schedule }) =>
      schedule ? [{ job: name, schedule }] : [],
    )
  }

  start(): void {
    if (this.#schedules.length > 0) this.#look()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  #look(): void {
    this.#looking = this.#seeToAll().finally(() => {
      if (!this.#isStopped) this.#timer = setTimeout(() => this.#look(), this.#sleepMs())
    })
  }

  async #seeToAll(): Promise<void> {
    const { connections, observe } = this.#options
    for (const { job, schedule } of this.#schedules) {
      const now = new Date()
      try {
        await seeToSchedule(connections, { job, now, timesSince: (last) => dueTimes(schedule, last, now) })
      } catch (error) {
        observe({ event: 'fault', where: `the schedule of ${job}`, error })
      }
    }
  }

  #sleepMs(): number {
    const now = new Date()
    const next = this.#schedules.flatMap(({ schedule }) => nextTime(schedule, now)?.getTime() ?? [])
    return Math.min(longestMs, Math.max(10, Math.min(...next) - now.getTime()))
  }
}
