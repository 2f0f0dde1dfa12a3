/** Everything that works outside of requests in one process: started together, and ended together. */
import type { Connections } from '../database/connections.ts'
import { Lane } from '../database/lane.ts'
import type { Listener } from '../database/listener.ts'
import { dueChannel } from '../database/queue/enqueue.ts'
import { JobQueue, queueSession, stopChannel } from '../database/queue/job-queue.ts'
import type { AnyJob } from '../spec/job.ts'
import type { ApplicationModel } from '../spec/model.ts'
import { type JobParts, runnableJob } from './run-job.ts'
import { Scheduler } from './scheduler.ts'
import { Worker } from './worker.ts'

export interface WorkingOptions extends Omit<JobParts, 'queue'> {
  readonly model: ApplicationModel
  readonly jobs: readonly AnyJob[]
  readonly connections: Connections
  /** For the connection on which the queue is asked. */
  readonly connectionString: string
  /** Not opened yet. */
  readonly listener: Listener
  readonly name: string
  readonly leaseMs: number
}

export interface Working {
  /** Nothing is under way in this process. */
  readonly isIdle: boolean
  /** Gives how many jobs it had to interrupt. */
  stop(timeoutMs: number): Promise<number>
}

export function startWorking(options: WorkingOptions): Working {
  const { model, jobs, connectionString, listener, name, leaseMs, ...rest } = options
  const { connections, observe } = rest
  const lane = new Lane({ connectionString, applicationName: 'lintel queue', session: queueSession })
  const queue = new JobQueue({ lane, connections })
  const parts: JobParts = { ...rest, queue }
  const runnable = jobs.flatMap((declared) => {
    const described = model.jobs?.[declared.name]
    return described ? [runnableJob(parts, { declared, model: described })] : []
  })
  const worker = new Worker({ name, jobs: runnable, parts, leaseMs })
  const scheduler = new Scheduler({ connections, jobs: runnable.map((each) => each.model), observe })
  listener.subscribe({
    channels: [dueChannel, stopChannel],
    onMessage: (channel) =>
      channel === stopChannel ? void worker.stopRequested().catch(() => undefined) : worker.wake(),
    onConnected: () => worker.wake(),
  })
  worker.start()
  scheduler.start()
  return {
    get isIdle() {
      return worker.isIdle
    },
    stop: async (timeoutMs) => {
      await scheduler.stop()
      const interrupted = await worker.stop(timeoutMs)
      await queue.close()
      return interrupted
    },
  }
}
