/** What a worker asks of the queue: jobs that are due, and that they are done. */
import type { Slot } from '../../plan/sql/statement.ts'
import type { Executor } from '../access-context.ts'
import type { Connections } from '../connections.ts'
import type { Lane } from '../lane.ts'
import { newId } from '../new-id.ts'
import type { ResultRow } from '../result-row.ts'
import type { NamedStatement } from '../statement-cache.ts'
import { inTransaction } from '../transaction.ts'

/** What workers listen to: somebody wants a job stopped. */
export const stopChannel = 'lintel_jobs_stop'

/** How many of one job a worker has room for. */
export interface Wanted {
  readonly job: string
  readonly room: number
  /** At once in all processes. */
  readonly maxRunning?: number | undefined
}

export interface ClaimedJob {
  readonly id: string
  readonly job: string
  readonly data: unknown
  /** 1 for the first try. Together with the worker it says whose the job is. */
  readonly attempt: number
  readonly key: string | undefined
  readonly event: string | undefined
  readonly traceparent: string | undefined
  readonly scheduledFor: string | undefined
  readonly enqueuedAt: string
  /** Since it was due, in milliseconds. */
  readonly waitedMs: number
  /** Why the try before failed. */
  readonly error: string | undefined
}

/** A try that has ended. */
export interface Ended {
  readonly id: string
  readonly attempt: number
}

export interface Failed extends Ended {
  readonly error: string
  readonly delayMs: number
}

const slots = (...names: readonly string[]): Slot[] => names.map((name) => ({ from: 'argument', name }))
const statement = (name: string, names: readonly string[], text: string): NamedStatement => ({
  name: `l_queue_${name}`,
  slots: slots(...names),
  text,
})

const register = statement(
  'register',
  ['worker', 'name'],
  'INSERT INTO lintel.workers (id, name) VALUES ($1::uuid, $2)',
)

// Of a key, only the first may be taken: it holds up the others also while it waits for its next try.
const claim = statement(
  'claim',
  ['jobs', 'rooms', 'limits', 'worker'],
  `WITH wanted AS (
    SELECT job, CASE WHEN most IS NULL THEN room
      ELSE greatest(0, least(room, most - (SELECT count(*) FROM lintel.jobs AS running
        WHERE running.job = asked.job AND running.worker IS NOT NULL))) END AS room
    FROM unnest($1::text[], $2::integer[], $3::integer[]) AS asked(job, room, most)),
  due AS (
    SELECT first.id, first.run_at FROM wanted CROSS JOIN LATERAL (
      SELECT id, run_at FROM lintel.jobs AS waiting
      WHERE waiting.job = wanted.job AND worker IS NULL AND run_at <= statement_timestamp()
        AND (key IS NULL OR NOT EXISTS (SELECT FROM lintel.jobs AS before
          WHERE before.job = waiting.job AND before.key = waiting.key AND before.seq < waiting.seq))
      ORDER BY priority DESC, run_at, seq
      LIMIT wanted.room
      FOR UPDATE SKIP LOCKED) AS first)
  UPDATE lintel.jobs SET worker = $4::uuid, attempt = attempt + 1, claimed_at = clock_timestamp()
  FROM due WHERE jobs.id = due.id
  RETURNING jobs.id, job, data, attempt, key, event,
    to_json(scheduled_for) #>> '{}', to_json(enqueued_at) #>> '{}',
    round(extract(epoch FROM clock_timestamp() - due.run_at) * 1000, 3), error, priority, seq, traceparent`,
)

// Whoever counts what runs must not be counted past meanwhile.
const countAlone = statement(
  'count_alone',
  ['jobs'],
  `SELECT pg_advisory_xact_lock(lock) FROM (
    SELECT hashtextextended('lintel.queue running ' || job, 0) AS lock FROM unnest($1::text[]) AS job ORDER BY 1) AS locks`,
)

// Found by their ids alone: the index of what a worker runs holds what it ran a moment ago, too.
const mine = 'attempt = $3::integer AND worker IS NOT DISTINCT FROM $1::uuid'
const mineOfOneTry = `id = ANY($2::uuid[]) AND ${mine}`

const finish = statement(
  'finish',
  ['worker', 'ids', 'attempt'],
  `DELETE FROM lintel.jobs WHERE ${mineOfOneTry} RETURNING id`,
)

const fail = statement(
  'fail',
  ['worker', 'id', 'attempt', 'error', 'delayMs'],
  `UPDATE lintel.jobs SET worker = NULL, progress = NULL, error = $4,
     run_at = clock_timestamp() + $5::double precision * interval '1 millisecond'
   WHERE id = $2::uuid AND ${mine} RETURNING id`,
)

const bury = statement(
  'bury',
  ['worker', 'id', 'attempt', 'error'],
  `WITH gone AS (DELETE FROM lintel.jobs WHERE id = $2::uuid AND ${mine} RETURNING *)
   INSERT INTO lintel.dead_jobs (id, job, data, priority, key, event, traceparent, attempts, error, enqueued_at)
   SELECT id, job, data, priority, key, event, traceparent, attempt, $4, enqueued_at FROM gone RETURNING id`,
)

// Not begun: the try does not count.
const giveBack = statement(
  'give_back',
  ['worker', 'ids', 'attempt'],
  `UPDATE lintel.jobs SET worker = NULL, attempt = attempt - 1 WHERE ${mineOfOneTry} RETURNING id`,
)

const beat = statement(
  'beat',
  ['worker'],
  'UPDATE lintel.workers SET heartbeat_at = clock_timestamp() WHERE id = $1::uuid RETURNING id',
)

const forgetWorkers = statement(
  'forget_workers',
  ['leaseMs'],
  `DELETE FROM lintel.workers WHERE id IN (
     SELECT id FROM lintel.workers
     WHERE heartbeat_at < clock_timestamp() - $1::double precision * interval '1 millisecond'
     FOR UPDATE SKIP LOCKED) RETURNING id`,
)

// Also what a worker took after it had been forgotten.
const takeBack = statement(
  'take_back',
  [],
  `UPDATE lintel.jobs SET worker = NULL, progress = NULL,
     error = 'Its process ended or did not answer for longer than a lease.'
   WHERE id IN (
     SELECT id FROM lintel.jobs AS running
     WHERE worker IS NOT NULL AND NOT EXISTS (SELECT FROM lintel.workers WHERE workers.id = running.worker)
     FOR UPDATE SKIP LOCKED)
   RETURNING id`,
)

const leave = statement('leave', ['worker'], 'DELETE FROM lintel.workers WHERE id = $1::uuid')

const nextDue = statement(
  'next_due',
  ['jobs'],
  `SELECT round(extract(epoch FROM min(run_at) - clock_timestamp()) * 1000) FROM unnest($1::text[]) AS asked(job)
   CROSS JOIN LATERAL (SELECT min(run_at) AS run_at FROM lintel.jobs
     WHERE jobs.job = asked.job AND worker IS NULL AND run_at > clock_timestamp()) AS first`,
)

const setProgress = statement(
  'progress',
  ['worker', 'id', 'attempt', 'progress'],
  `UPDATE lintel.jobs SET progress = $4::jsonb WHERE id = $2::uuid AND ${mine}`,
)

const stopped = statement(
  'stopped',
  ['worker'],
  'SELECT id FROM lintel.jobs WHERE worker = $1::uuid AND stop_requested',
)

/**
 * What the queue is asked goes over a connection of its own: jobs that hold all others must not keep a worker from saying
 * that it lives. On it every statement is planned for looking up: the table is empty at one moment and large at the
 * next, and a plan made for the one is remembered for the other.
 */
export const queueSession = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_sort: 'off',
} as const

export interface JobQueueOptions {
  /** Opened with `queueSession`. */
  readonly lane: Lane
  /** For what takes several statements. */
  readonly connections: Connections
}

/** The queue as one worker sees it. */
export class JobQueue {
  readonly worker = newId()
  readonly #lane: Lane
  readonly #connections: Connections

  constructor({ lane, connections }: JobQueueOptions) {
    this.#lane = lane
    this.#connections = connections
  }

  async register(name: string): Promise<void> {
    await this.#run(register, { worker: this.worker, name })
  }

  /** Jobs that are this worker's from now on, in their order. */
  async claim(wanted: readonly Wanted[]): Promise<readonly ClaimedJob[]> {
    const values = {
      worker: this.worker,
      jobs: wanted.map(({ job }) => job),
      rooms: wanted.map(({ room }) => room),
      limits: wanted.map(({ maxRunning }) => maxRunning ?? null),
    }
    const limited = wanted.flatMap(({ job, maxRunning }) => (maxRunning === undefined ? [] : [job]))
    if (limited.length === 0) return claimed(await this.#run(claim, values))
    return inTransaction(this.#connections, {}, async (tx) => {
      await tx.write(countAlone, { principal: null, values: { jobs: limited } })
      return claimed(await tx.write(claim, { principal: null, values }))
    })
  }

  /** @returns ids of those that were this worker's still */
  async finish(ended: readonly Ended[]): Promise<readonly string[]> {
    return this.#together(finish, ended)
  }

  /** In the transaction of somebody who writes something together with it; whether it was this worker's still. */
  async finishIn(executor: Executor, { id, attempt }: Ended): Promise<boolean> {
    const values = { worker: this.worker, ids: [id], attempt }
    return (await executor.write(finish, { principal: null, values })).length > 0
  }

  async fail(failed: Failed): Promise<readonly string[]> {
    return ids(await this.#run(fail, { worker: this.worker, ...failed }))
  }

  /** Puts it with the dead, where somebody may look at it and try it again. */
  async bury(failed: Omit<Failed, 'delayMs'>): Promise<readonly string[]> {
    return ids(await this.#run(bury, { worker: this.worker, ...failed }))
  }

  async giveBack(ended: readonly Ended[]): Promise<readonly string[]> {
    return this.#together(giveBack, ended)
  }

  async progress(ended: Ended, progress: object): Promise<void> {
    await this.#run(setProgress, { worker: this.worker, ...ended, progress: JSON.stringify(progress) })
  }

  /** Says that this worker lives; `false` where the others have given it up. */
  async beat(): Promise<boolean> {
    return (await this.#run(beat, { worker: this.worker })).length > 0
  }

  /** Gives up workers that have not been heard of for so long, and takes their jobs back; how many. */
  async takeBack(leaseMs: number): Promise<number> {
    await this.#run(forgetWorkers, { leaseMs })
    return (await this.#run(takeBack, {})).length
  }

  /** Ids of this worker's jobs that somebody wants stopped. */
  async stopped(): Promise<readonly string[]> {
    return ids(await this.#run(stopped, { worker: this.worker }))
  }

  /** Milliseconds until a job of these becomes due that is not due yet. */
  async nextDue(jobs: readonly string[]): Promise<number | undefined> {
    const [row] = await this.#run(nextDue, { jobs })
    return row?.[0] ? Number(row[0]) : undefined
  }

  async leave(): Promise<void> {
    await this.#run(leave, { worker: this.worker })
  }

  close(): Promise<void> {
    return this.#lane.close()
  }

  /** One statement for those of equal tries: mostly all of them. */
  async #together(statement: NamedStatement, ended: readonly Ended[]): Promise<readonly string[]> {
    const tries = new Map<number, string[]>()
    for (const { id, attempt } of ended) {
      const those = tries.get(attempt)
      if (those) those.push(id)
      else tries.set(attempt, [id])
    }
    const done = [...tries].map(([attempt, those]) =>
      this.#run(statement, { worker: this.worker, ids: those, attempt }),
    )
    return (await Promise.all(done)).flatMap(ids)
  }

  #run(statement: NamedStatement, values: Readonly<Record<string, unknown>>) {
    return this.#lane.run(statement, { principal: null, values })
  }
}

function ids(rows: readonly ResultRow[]): readonly string[] {
  return rows.map(([id]) => id ?? '')
}

function claimed(rows: readonly ResultRow[]): readonly ClaimedJob[] {
  const text = (value: string | null | undefined) => value ?? ''
  const optional = (value: string | null | undefined) => value ?? undefined
  return rows
    .map((row) => {
      const [id, job, data, attempt, key, event, scheduledFor, enqueuedAt, waitedMs, error, ...rest] = row
      const [priority, seq, traceparent] = rest
      return {
        order: { priority: Number(priority), seq: Number(seq) },
        claimed: {
          id: text(id),
          job: text(job),
          data: JSON.parse(text(data)) as unknown,
          attempt: Number(attempt),
          key: optional(key),
          event: optional(event),
          traceparent: optional(traceparent),
          scheduledFor: optional(scheduledFor),
          enqueuedAt: text(enqueuedAt),
          waitedMs: Number(waitedMs),
          error: optional(error),
        },
      }
    })
    .toSorted((one, other) => other.order.priority - one.order.priority || one.order.seq - other.order.seq)
    .map((each) => each.claimed)
}
