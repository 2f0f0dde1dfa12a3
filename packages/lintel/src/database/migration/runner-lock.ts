/** One runner at a time: a session's advisory lock on the database. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import { MigrationError } from './migration-error.ts'

// "LINT" and 1: two numbers that nobody else is likely to lock.
const space = 0x4c494e54
const key = 1

export interface LockHolder {
  readonly pid: number
  readonly applicationName: string
  /** `local` for a socket on the same machine. */
  readonly address: string
  /** How long its session has been connected. */
  readonly connectedSeconds: number
}

export interface LockOptions {
  /** How long to wait for another runner, in milliseconds (default 60,000). */
  readonly waitTimeoutMs?: number
  /** Told once, when there is somebody to wait for. */
  readonly onWait?: (holder: LockHolder | undefined) => void
}

/**
 * Runs `work` while this session holds the lock. The server gives it free when the session ends, however it ends.
 *
 * @throws MigrationError `migration_locked`, which says who holds it
 */
export async function withRunnerLock<T>(
  client: ClientBase,
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  await acquire(client, options)
  try {
    return await work()
  } finally {
    // A session that was lost has no lock any more.
    await client.query('SELECT pg_advisory_unlock($1, $2)', [space, key]).catch(() => undefined)
  }
}

async function acquire(client: ClientBase, { waitTimeoutMs = 60_000, onWait }: LockOptions): Promise<void> {
  const deadline = Date.now() + waitTimeoutMs
  for (let attempt = 1; !(await tryLock(client)); attempt++) {
    const holder = await lockHolder(client)
    if (attempt === 1) onWait?.(holder)
    if (Date.now() >= deadline) throw locked(holder, waitTimeoutMs)
    // Asking again and again, because a session that waits inside a statement would hold up CREATE INDEX CONCURRENTLY.
    await sleep(Math.min(200, Math.max(deadline - Date.now(), 1)))
  }
}

async function tryLock(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1, $2) AS got', [space, key])
  return rows[0].got === true
}

/** Who runs migrations on this database now. */
export async function lockHolder(client: ClientBase): Promise<LockHolder | undefined> {
  const { rows } = await client.query(
    `SELECT a.pid, a.application_name, coalesce(host(a.client_addr), 'local') AS address,
            extract(epoch FROM now() - a.backend_start)::integer AS seconds
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [space, key],
  )
  const [row] = rows
  if (!row) return undefined
  const { pid, application_name: applicationName, address, seconds } = row
  return { pid: Number(pid), applicationName, address, connectedSeconds: Number(seconds) }
}

function locked(holder: LockHolder | undefined, waitTimeoutMs: number): MigrationError {
  const waited = `Waited ${Math.round(waitTimeoutMs / 1000)} s.`
  if (!holder) return new MigrationError('migration_locked', `Another session holds the lock. ${waited}`)
  const who = holder.applicationName === '' ? 'a session' : `"${holder.applicationName}"`
  const message = `The lock is held by ${who} (pid ${holder.pid}, ${holder.address}), connected for ${holder.connectedSeconds} s. ${waited}`
  return new MigrationError('migration_locked', message)
}
