/** One try of one job: its context, its time, and how it ended. */

import type { Clients } from '../clients/clients.ts'
import type { AccessContext } from '../database/access-context.ts'
import type { Connections } from '../database/connections.ts'
import { DataAccess } from '../database/data-access.ts'
import type { ClaimedJob, JobQueue } from '../database/queue/job-queue.ts'
import { MailRefused } from '../mail/mail-refused.ts'
import type { Mailer } from '../mail/mailer.ts'
import { unlimitedActorOf } from '../plan/access/actor.ts'
import type { UsedClients } from '../spec/client.ts'
import type { Transaction } from '../spec/data-access.ts'
import type { AnyJob, JobContext, JobInfo } from '../spec/job.ts'
import type { MailTools } from '../spec/mail.ts'
import type { JobModel, MailModel } from '../spec/model.ts'
import type { Observe } from '../spec/observation.ts'
import type { Auth, Log } from '../spec/operation.ts'
import { Principal } from '../spec/principal.ts'
import { HopelessTry } from './hopeless-try.ts'
import { JobLost } from './job-lost.ts'
import { receivedEvent } from './received-event.ts'

export interface JobParts {
  readonly connections: Connections
  readonly queue: JobQueue
  /** Without rules: each job adds its own. */
  readonly access: Omit<AccessContext, 'executor' | 'actor' | 'principalId' | 'grants'>
  /** Absent where the application calls no other systems. */
  readonly clients: Clients | undefined
  /** Absent where no mail is declared. */
  readonly mailer: Mailer | undefined
  readonly auth: Auth
  readonly observe: Observe
}

export interface RunnableJob {
  readonly declared: AnyJob
  readonly model: JobModel
  /** Whom all its runs act as. */
  readonly principal: Principal
  /** What all its runs may do. */
  readonly access: AccessContext
}

export function runnableJob(
  { access, connections }: Pick<JobParts, 'access' | 'connections'>,
  { declared, model }: Pick<RunnableJob, 'declared' | 'model'>,
): RunnableJob {
  const { name, roles, grants } = model
  const principal = new Principal({ id: null, roles, kind: 'service', service: name })
  const actor = unlimitedActorOf(principal)
  return {
    declared,
    model,
    principal,
    access: { ...access, executor: connections, actor, principalId: null, grants },
  }
}

export type Outcome =
  /** Whoever runs it says so to the queue. */
  | { readonly kind: 'done' }
  /** The queue knows already: `finish` has said it. */
  | { readonly kind: 'finished' }
  /** `isFinal`: another try would fail alike. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly isFinal?: boolean }
  | { readonly kind: 'lost' }

interface Trying {
  readonly claimed: ClaimedJob
  /** Made when somebody asks for it. */
  readonly signal: () => AbortSignal
}

export async function runJob(parts: JobParts, runnable: RunnableJob, trying: Trying): Promise<Outcome> {
  const run = new JobRun(parts, runnable, trying)
  const { uses, run: work } = runnable.declared.options
  const { mail } = runnable.model
  try {
    const context = uses ? Object.assign(run, run.clients(uses)) : run
    if (runnable.model.receives !== undefined) Object.assign(context, await run.received())
    await work((mail ? Object.assign(context, run.mailTools(mail)) : context) as never)
  } catch (error) {
    // What `finish` has stored stays, so the job is done, whatever came after it.
    if (!run.isFinished && error instanceof JobLost) return { kind: 'lost' }
    if (!run.isFinished) return { kind: 'failed', error, isFinal: isHopeless(error) }
    parts.observe({ event: 'fault', where: `job ${runnable.model.name}, after it was finished`, error })
  }
  return { kind: run.isFinished ? 'finished' : 'done' }
}

function isHopeless(error: unknown): boolean {
  return error instanceof MailRefused || error instanceof HopelessTry
}

/** What `run` is given. One object for each try, so what few ask for is made when they ask. */
class JobRun implements JobContext<unknown> {
  readonly input: unknown
  readonly principal: Principal
  readonly auth: Auth
  isFinished = false
  readonly #parts: JobParts
  readonly #runnable: RunnableJob
  readonly #trying: Trying
  #db: DataAccess | undefined

  constructor(parts: JobParts, runnable: RunnableJob, trying: Trying) {
    this.#parts = parts
    this.#runnable = runnable
    this.#trying = trying
    this.input = trying.claimed.data
    this.principal = runnable.principal
    this.auth = parts.auth
  }

  get db(): DataAccess {
    const { access } = this.#runnable
    const { traceparent } = this.#trying.claimed
    this.#db ??= new DataAccess(
      traceparent === undefined ? access : { ...access, traceparent },
      this.#parts.connections,
    )
    return this.#db
  }

  get signal(): AbortSignal {
    return this.#trying.signal()
  }

  get job(): JobInfo {
    const { id, job: name, attempt, enqueuedAt, event, traceparent, scheduledFor } = this.#trying.claimed
    return {
      ...{ id, name, attempt, enqueuedAt },
      ...(event === undefined ? {} : { event }),
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(scheduledFor === undefined ? {} : { scheduledFor }),
    }
  }

  get log(): Log {
    const { observe } = this.#parts
    const { id, job: name } = this.#trying.claimed
    const line = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, data?: object) =>
      observe({
        event: 'log',
        level,
        message,
        job: { name, id },
        ...(data === undefined ? {} : { data }),
      })
    return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
  }

  /** For the job of a webhook: the event that it is to process. */
  async received(): Promise<{ readonly event: object } | undefined> {
    const { access, connections } = this.#parts
    const webhook = access.model.webhooks?.[this.#runnable.model.receives ?? '']
    return webhook && { event: await receivedEvent(connections, webhook, this.input) }
  }

  // As a property: authors take it out of the context, where `this` is another.
  readonly finish = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    if (this.isFinished) throw new TypeError('A job is finished once.')
    const { id, job, attempt } = this.#trying.claimed
    const result = await this.db.transactionOn(async (tx, executor) => {
      // First, so that nobody takes the job back while its last work is under way.
      if (!(await this.#parts.queue.finishIn(executor, { id, attempt }))) throw new JobLost(job, id)
      return work(tx)
    })
    this.isFinished = true
    return result
  }

  readonly progress = async (fraction: number, note?: string): Promise<void> => {
    const { id, attempt } = this.#trying.claimed
    await this.#parts.queue.progress(
      { id, attempt },
      { fraction: Math.min(Math.max(fraction, 0), 1), ...(note === undefined ? {} : { note }) },
    )
  }

  mailTools({ from }: MailModel): MailTools | undefined {
    const { mailer } = this.#parts
    const { id, job: name } = this.#trying.claimed
    return (
      mailer && {
        publicUrl: mailer.publicUrl,
        send: (message) => mailer.send(message, { id, name, from, signal: this.signal }),
        identityMail: (message) => mailer.identityMail(message),
      }
    )
  }

  /** What is left of the try's time is theirs. */
  clients(uses: UsedClients): Readonly<Record<string, object>> | undefined {
    const deadlineMs = performance.now() + this.#runnable.model.timeoutMs
    const { signal } = this
    const { id: requestId, traceparent } = this.#trying.claimed
    return this.#parts.clients?.bind(uses, { requestId, deadlineMs, signal, traceparent })
  }
}
