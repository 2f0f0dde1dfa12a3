/** `job`: work outside of a request, done at least once, by whichever process has time. */
import type { BoundClients, UsedClients } from './client.ts'
import type { Database, Transaction } from './data-access.ts'
import type { Event, ForeignEvent } from './event.ts'
import type { FieldRecord, Received } from './fields.ts'
import type { Grant } from './grant.ts'
import { callerLocation, type Location } from './location.ts'
import type { Auth, Log } from './operation.ts'
import type { Principal } from './principal.ts'

/** The job under way. */
export interface JobInfo {
  readonly id: string
  readonly name: string
  /** 1 for the first try. */
  readonly attempt: number
  /** RFC 3339. */
  readonly enqueuedAt: string
  /** When a schedule meant it to run. RFC 3339. */
  readonly scheduledFor?: string
  /** Id of the event that it takes. */
  readonly event?: string
  /** Of the trace in which it was enqueued (W3C Trace Context). */
  readonly traceparent?: string
}

export interface JobContext<I> {
  readonly input: I
  readonly job: JobInfo
  /** The job's own principal: nobody, with the roles that it declares. */
  readonly principal: Principal
  readonly db: Database
  readonly auth: Auth
  readonly log: Log
  /** Aborted when the time is up, the job is cancelled or lost to another process, or the process ends. */
  readonly signal: AbortSignal
  /**
   * Ends the job in the same transaction as `work`: what it writes happens exactly once, however often the job is tried.
   *
   * @throws JobLost where the job is not this process's any more: nothing of `work` is kept
   */
  finish<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Says how far it is, for whoever looks: 0 to 1. */
  progress(fraction: number, note?: string): Promise<void>
}

export interface RetryOptions {
  /** Tries in all, the first one included (default 10). */
  readonly attempts?: number
  /** Longest wait before the second try, which doubles with each one (default 1,000). */
  readonly baseMs?: number
  /** Longest wait at all (default 3,600,000, an hour). */
  readonly maxMs?: number
}

export interface ScheduleOptions {
  /** Five fields, or six with seconds first: `'0 3 * * *'`. */
  readonly cron: string
  /** Of the IANA database: `'Europe/Berlin'` (default `'UTC'`). */
  readonly timeZone?: string
  /** What becomes of times at which nothing ran: one run for all of them, one for each, or none (default `'one'`). */
  readonly missed?: 'one' | 'each' | 'none'
}

interface Sources<I extends FieldRecord> {
  /** What it is given when it is enqueued. */
  readonly input?: I
  /** The event that it takes, with the event's data as its input. */
  readonly on?: Event<I> | ForeignEvent<I>
  /** When it runs by itself, once for all processes. */
  readonly schedule?: ScheduleOptions
}

export interface JobOptions<I extends FieldRecord, U extends UsedClients = Readonly<Record<never, never>>>
  extends Sources<I> {
  readonly summary?: string
  /** Roles that it acts with; without any it may do what its grants say. */
  readonly roles?: readonly string[]
  /** What it may do beyond its roles. */
  readonly grants?: readonly Grant[]
  /** Other systems that it asks, by the names under which `run` gets them. */
  readonly uses?: U
  readonly retry?: RetryOptions
  /** A try that takes longer has failed (default 60,000). */
  readonly timeoutMs?: number
  /** So many at once in one process (default 10). */
  readonly concurrency?: number
  /** So many at once in all processes (default: no limit). */
  readonly maxRunning?: number
  run(context: JobContext<Received<I>> & BoundClients<U>): Promise<unknown> | unknown
}

type StoredOptions = Omit<JobOptions<FieldRecord, UsedClients>, 'run'> & {
  run(context: JobContext<never>): Promise<unknown> | unknown
}

export class Job<I extends FieldRecord = FieldRecord> {
  readonly kind = 'job'
  readonly name: string
  readonly options: StoredOptions
  readonly at: Location
  /** For the compiler alone: what it is enqueued with. */
  declare readonly input: I

  constructor(name: string, options: StoredOptions) {
    this.name = name
    this.options = options
    this.at = callerLocation()
  }
}

export type AnyJob = Job<FieldRecord>

/**
 * Declares a job: enqueued by `db.enqueue`, started by an event, or by a schedule.
 *
 * @param name     `'send-receipt'`; jobs that wait are found by it, so a release keeps it
 * @param options  where its input comes from, whom it acts as, how often it is tried, and `run`
 */
export function job<
  I extends FieldRecord = Readonly<Record<never, never>>,
  U extends UsedClients = Readonly<Record<never, never>>,
>(name: string, options: JobOptions<I, U>): Job<I> {
  return new Job(name, options as unknown as StoredOptions)
}
