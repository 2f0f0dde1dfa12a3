/** Puts jobs in the queue, in the caller's transaction. */
import type { Executor } from '../access-context.ts'
import type { NamedStatement } from '../statement-cache.ts'

export interface NewJob {
  readonly id: string
  readonly job: string
  readonly data: object
  readonly priority?: number | undefined
  readonly delayMs?: number | undefined
  /** RFC 3339. */
  readonly runAt?: string | undefined
  readonly key?: string | undefined
  readonly unique?: string | undefined
  readonly event?: string | undefined
  readonly traceparent?: string | undefined
  /** RFC 3339. */
  readonly scheduledFor?: string | undefined
}

/** What workers listen to: there is something to do. */
export const dueChannel = 'lintel_jobs_due'

const jobs = { from: 'argument', name: 'jobs' } as const

// One message for all that is enqueued: whoever listens looks at the whole queue.
const insert: NamedStatement = {
  name: 'l_enqueue',
  slots: [jobs],
  text: `WITH added AS (
    INSERT INTO lintel.jobs (id, job, data, priority, run_at, key, unique_by, event, scheduled_for,
      traceparent)
    SELECT id, job, data, COALESCE(priority, 0),
      COALESCE("runAt", now()) + COALESCE("delayMs", 0) * interval '1 millisecond',
      key, "unique", event, "scheduledFor", traceparent
    FROM jsonb_to_recordset($1::jsonb) AS new(
      id uuid, job text, data jsonb, priority smallint, "delayMs" bigint, "runAt" timestamptz, key text, "unique" text,
      event uuid, "scheduledFor" timestamptz, traceparent text)
    ON CONFLICT (job, unique_by) WHERE unique_by IS NOT NULL DO NOTHING
    RETURNING id, run_at)
  SELECT json_agg(id), CASE WHEN bool_or(run_at <= now()) THEN pg_notify('${dueChannel}', '') END FROM added`,
}

// Numbers are given before a transaction commits. Without this, the second of two could be seen and done first.
const inOrder: NamedStatement = {
  name: 'l_enqueue_in_order',
  slots: [jobs],
  text: `SELECT pg_advisory_xact_lock(lock) FROM (
    SELECT DISTINCT hashtextextended(job || ' ' || key, 0) AS lock
    FROM jsonb_to_recordset($1::jsonb) AS new(job text, key text)
    WHERE key IS NOT NULL ORDER BY 1) AS locks`,
}

/**
 * @param executor  of a transaction, where a job has a key
 * @returns ids of those that are enqueued now: one of the same `unique` may be there already
 */
export async function enqueueJobs(
  executor: Executor,
  newJobs: readonly NewJob[],
): Promise<ReadonlySet<string>> {
  if (newJobs.length === 0) return new Set()
  const values = { principal: null, values: { jobs: JSON.stringify(newJobs) } }
  if (newJobs.some(({ key }) => key !== undefined)) await executor.write(inOrder, values)
  const [row] = await executor.write(insert, values)
  return new Set(row?.[0] ? (JSON.parse(row[0]) as string[]) : [])
}
