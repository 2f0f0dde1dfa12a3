/** Everything that works outside of requests in one process: started together, and ended together. */
import type { Connections } from '../database/connections.ts'
import { outboxChannel } from '../database/events/outbox.ts'
import { Lane } from '../database/lane.ts'
import type { Listener } from '../database/listener.ts'
import { dueChannel } from '../database/queue/enqueue.ts'
import { JobQueue, queueSession, stopChannel } from '../database/queue/job-queue.ts'
import type { AnyJob } from '../spec/job.ts'
import type { ApplicationModel } from '../spec/model.ts'
import type { Broker } from './brokers/broker.ts'
import { Exchange } from './events/exchange.ts'
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
  /** Absent: events stay in this application. */
  readonly broker: Broker | undefined
  readonly eventsKeptDays: number
}

export interface Working {
  /** Nothing is under way in this process. */
  readonly isIdle: boolean
  /** Gives how many jobs it had to interrupt. */
  stop(timeoutMs: number): Promise<number>
}

/** Whoever sends events is missed sooner than whoever runs a job: all others wait for it. */
const longestExchangeLeaseMs = 10_000

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
  const worker = runnable.length > 0 ? new Worker({ name, jobs: runnable, parts, leaseMs }) : undefined
  const scheduler = new Scheduler({ connections, jobs: runnable.map((each) => each.model), observe })
  const exchange = exchangeOf(options)
  listener.subscribe({
    channels: [dueChannel, stopChannel, ...(exchange ? [outboxChannel] : [])],
    onMessage: (channel) => {
      if (channel === stopChannel) void worker?.stopRequested().catch(() => undefined)
      else if (channel === outboxChannel) exchange?.wake()
      else worker?.wake()
    },
    onConnected: () => {
      worker?.wake()
      exchange?.wake()
    },
  })
  worker?.start()
  scheduler.start()
  exchange?.start()
  return {
    get isIdle() {
      return worker?.isIdle ?? true
    },
    stop: async (timeoutMs) => {
      await Promise.all([scheduler.stop(), exchange?.stop()])
      const interrupted = (await worker?.stop(timeoutMs)) ?? 0
      await queue.close()
      return interrupted
    },
  }
}

function exchangeOf({
  connections,
  model,
  broker,
  name,
  leaseMs,
  eventsKeptDays,
  observe,
}: WorkingOptions): Exchange | undefined {
  if (!broker) return undefined
  return new Exchange({
    connections,
    model,
    broker,
    name,
    leaseMs: Math.min(leaseMs, longestExchangeLeaseMs),
    // Longer than any broker may send it again.
    keptDays: eventsKeptDays + 1,
    observe,
  })
}
