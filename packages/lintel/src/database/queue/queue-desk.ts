/** The queue as a person sees it: what waits, what runs, what died of what, and what to do about it. */
import type { ClientBase } from 'pg'
import { dueChannel } from './enqueue.ts'
import { stopChannel } from './job-queue.ts'

export interface JobCounts {
  readonly job: string
  readonly due: number
  readonly later: number
  readonly running: number
  readonly dead: number
  /** Since the oldest one was due, in seconds; `null` where none is. */
  readonly oldestSeconds: number | null
}

export async function jobCounts(client: ClientBase): Promise<readonly JobCounts[]> {
  const { rows } = await client.query<JobCounts>(
    `SELECT job,
       (count(*) FILTER (WHERE state = 'due'))::integer AS due,
       (count(*) FILTER (WHERE state = 'later'))::integer AS later,
       (count(*) FILTER (WHERE state = 'running'))::integer AS running,
       (count(*) FILTER (WHERE state = 'dead'))::integer AS dead,
       extract(epoch FROM now() - min(run_at) FILTER (WHERE state = 'due'))::integer AS "oldestSeconds"
     FROM (
       SELECT job, run_at,
         CASE WHEN worker IS NOT NULL THEN 'running' WHEN run_at <= now() THEN 'due' ELSE 'later' END AS state
       FROM lintel.jobs
       UNION ALL SELECT job, died_at, 'dead' FROM lintel.dead_jobs) AS jobs
     GROUP BY job ORDER BY job`,
  )
  return rows
}

export interface ListedJob {
  readonly id: string
  readonly job: string
  readonly state: 'due' | 'later' | 'running' | 'dead'
  readonly attempts: number
  /** RFC 3339. */
  readonly enqueuedAt: string
  readonly error: string | null
  readonly progress: { readonly fraction: number; readonly note?: string } | null
}

export interface JobFilter {
  readonly job?: string | undefined
  readonly state?: ListedJob['state'] | undefined
  readonly limit: number
}

/** The newest first. Without the data: it may be personal. */
export async function listJobs(
  client: ClientBase,
  { job, state, limit }: JobFilter,
): Promise<readonly ListedJob[]> {
  const { rows } = await client.query<ListedJob>(
    `SELECT id, job, state, attempts, to_json(enqueued_at) #>> '{}' AS "enqueuedAt", error, progress
     FROM (
       SELECT id, job, attempt AS attempts, enqueued_at, error, progress,
         CASE WHEN worker IS NOT NULL THEN 'running' WHEN run_at <= now() THEN 'due' ELSE 'later' END AS state
       FROM lintel.jobs
       UNION ALL SELECT id, job, attempts, enqueued_at, error, NULL, 'dead' FROM lintel.dead_jobs) AS jobs
     WHERE ($1::text IS NULL OR job = $1) AND ($2::text IS NULL OR state = $2)
     ORDER BY enqueued_at DESC, id LIMIT $3`,
    [job ?? null, state ?? null, limit],
  )
  return rows
}

/** Puts dead jobs back in the queue, as if they had never been tried; gives how many. */
export async function reviveJobs(
  client: ClientBase,
  { ids, job }: { readonly ids: readonly string[]; readonly job?: string | undefined },
): Promise<number> {
  const { rowCount } = await client.query(
    `WITH back AS (
       DELETE FROM lintel.dead_jobs WHERE id = ANY($1::uuid[]) OR job = $2 RETURNING *),
     told AS (SELECT pg_notify('${dueChannel}', ''))
     INSERT INTO lintel.jobs (id, job, data, priority, run_at, key, event, traceparent, enqueued_at)
     SELECT id, job, data, priority, now(), key, event, traceparent, enqueued_at FROM back, told ORDER BY enqueued_at RETURNING id`,
    [ids, job ?? null],
  )
  return rowCount ?? 0
}

export type Cancelled = 'removed' | 'told' | 'unknown'

/** Takes a job that waits out of the queue; one that runs is told to stop. */
export async function cancelJob(client: ClientBase, id: string): Promise<Cancelled> {
  const removed = await client.query('DELETE FROM lintel.jobs WHERE id = $1 AND worker IS NULL', [id])
  if (removed.rowCount) return 'removed'
  const told = await client.query(
    `WITH told AS (UPDATE lintel.jobs SET stop_requested = true WHERE id = $1 RETURNING id)
     SELECT pg_notify('${stopChannel}', id::text) FROM told`,
    [id],
  )
  return told.rowCount ? 'told' : 'unknown'
}
