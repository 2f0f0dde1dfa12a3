/** One try of one job: its context, its time, and how it ended. */

import type { Clients } from '../clients/clients.ts'
import type { AccessContext } from '../database/access-context.ts'
import type { Connections } from '../database/connections.ts'
import { DataAccess } from '../database/data-access.ts'
import type { ClaimedJob, JobQueue } from '../database/queue/job-queue.ts'
import { unlimitedActorOf } from '../plan/access/actor.ts'
import type { UsedClients } from '../spec/client.ts'
import type { Transaction } from '../spec/data-access.ts'
import type { AnyJob, JobContext } from '../spec/job.ts'
import type { JobModel } from '../spec/model.ts'
import type { Observe } from '../spec/observation.ts'
import type { Auth, Log } from '../spec/operation.ts'
import { Principal } from '../spec/principal.ts'
import { JobLost } from './job-lost.ts'

export interface JobParts {
  readonly connections: Connections
  readonly queue: JobQueue
  /** Without rules: each job adds its own. */
  readonly access: Omit<AccessContext, 'executor' | 'actor' | 'principalId' | 'grants'>
  /** Absent where the application calls no other systems. */
  readonly clients: Clients | undefined
  readonly auth: Auth
  readonly observe: Observe
}

export interface RunnableJob {
  readonly declared: AnyJob
  readonly model: JobModel
}

export type Outcome =
  /** Whoever runs it says so to the queue. */
  | { readonly kind: 'done' }
  /** The queue knows already: `finish` has said it. */
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'lost' }

export async function runJob(
  parts: JobParts,
  { declared, model }: RunnableJob,
  { claimed, signal }: { readonly claimed: ClaimedJob; readonly signal: AbortSignal },
): Promise<Outcome> {
  const run = new JobRun(parts, model, claimed)
  try {
    const clients = run.clients(declared.options.uses, signal)
    await declared.options.run(Object.assign(run.context(signal), clients) as never)
  } catch (error) {
    // What `finish` has stored stays, so the job is done, whatever came after it.
    if (!run.isFinished) return error instanceof JobLost ? { kind: 'lost' } : { kind: 'failed', error }
    parts.observe({ event: 'fault', where: `job ${model.name}, after it was finished`, error })
  }
  return { kind: run.isFinished ? 'finished' : 'done' }
}

class JobRun {
  readonly #parts: JobParts
  readonly #model: JobModel
  readonly #claimed: ClaimedJob
  isFinished = false

  constructor(parts: JobParts, model: JobModel, claimed: ClaimedJob) {
    this.#parts = parts
    this.#model = model
    this.#claimed = claimed
  }

  context(signal: AbortSignal): JobContext<unknown> {
    const { connections, auth } = this.#parts
    const { id, job: name, attempt, enqueuedAt, event, scheduledFor, data } = this.#claimed
    const principal = new Principal({ id: null, roles: this.#model.roles, kind: 'service', service: name })
    const access = this.#access(principal)
    return {
      input: data,
      job: {
        id,
        name,
        attempt,
        enqueuedAt,
        ...(event === undefined ? {} : { event }),
        ...(scheduledFor === undefined ? {} : { scheduledFor }),
      },
      principal,
      db: new DataAccess(access, connections),
      auth,
      log: this.#log(),
      signal,
      finish: (work) => this.#finish(access, work),
      progress: (fraction, note) => this.#progress(fraction, note),
    }
  }

  /** What is left of the try's time is theirs. */
  clients(uses: UsedClients | undefined, signal: AbortSignal): Readonly<Record<string, object>> | undefined {
    const { clients } = this.#parts
    if (!uses || !clients) return undefined
    const deadlineMs = performance.now() + this.#model.timeoutMs
    return clients.bind(uses, { requestId: this.#claimed.id, deadlineMs, signal, traceparent: undefined })
  }

  #access(principal: Principal): AccessContext {
    const { access, connections } = this.#parts
    return {
      ...access,
      executor: connections,
      actor: unlimitedActorOf(principal),
      principalId: null,
      grants: this.#model.grants,
    }
  }

  async #finish<T>(access: AccessContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { queue, connections } = this.#parts
    if (this.isFinished) throw new TypeError('A job is finished once.')
    const { id, job, attempt } = this.#claimed
    const result = await new DataAccess(access, connections).transactionOn(async (tx, executor) => {
      // First, so that nobody takes the job back while its last work is under way.
      const [mine] = await queue.finish([{ id, attempt }], executor)
      if (mine === undefined) throw new JobLost(job, id)
      return work(tx)
    })
    this.isFinished = true
    return result
  }

  async #progress(fraction: number, note: string | undefined): Promise<void> {
    const { id, attempt } = this.#claimed
    await this.#parts.queue.progress(
      { id, attempt },
      { fraction: Math.min(Math.max(fraction, 0), 1), ...(note === undefined ? {} : { note }) },
    )
  }

  #log(): Log {
    const { observe } = this.#parts
    const { id, job } = this.#claimed
    const line = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, data?: object) =>
      observe({
        event: 'log',
        level,
        message,
        job: { name: job, id },
        ...(data === undefined ? {} : { data }),
      })
    return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
  }
}
