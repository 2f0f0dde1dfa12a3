/**
 * One runner at a time: an advisory lock of a transaction that a second session keeps open. A pooler keeps a transaction
 * on one connection, so the lock holds there too, and the server ends it with the process, however that ends.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, ClientBase } from 'pg'
import { MigrationError } from './migration-error.ts'
import { openBeside, workName } from './sessions.ts'

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

export interface RunnerLock {
  /** @throws MigrationError `migration_lock_lost`, when its session has ended */
  assertHeld(): void
}

/**
 * Runs `work` while a session beside `client` holds the lock.
 *
 * @throws MigrationError `migration_locked`, which says who holds it
 */
export async function withRunnerLock<T>(
  client: ClientBase,
  options: LockOptions,
  work: (lock: RunnerLock) => Promise<T>,
): Promise<T> {
  // It has the name of who runs the migration, for those who wait to see.
  const { rows } = await client.query(`SELECT current_setting('application_name') AS name`)
  const holder = await openBeside(client, rows[0].name)
  try {
    let isLost = false
    holder.on('end', () => {
      isLost = true
    })
    await acquire({ holder, client }, options)
    await endOrphans(client)
    return await work({
      assertHeld() {
        if (isLost)
          throw new MigrationError('migration_lock_lost', 'The session that held the lock has ended.')
      },
    })
  } finally {
    await holder.end().catch(() => undefined)
  }
}

interface Sessions {
  readonly holder: Client
  /** Asks who else is there: in the holder's open transaction the answer would stay what it was at first. */
  readonly client: ClientBase
}

async function acquire(
  { holder, client }: Sessions,
  { waitTimeoutMs = 60_000, onWait }: LockOptions,
): Promise<void> {
  const deadline = Date.now() + waitTimeoutMs
  await holder.query('BEGIN')
  // It does nothing but hold the lock, for as long as the migration takes; read committed keeps no snapshot meanwhile.
  await holder.query(`SELECT set_config('idle_in_transaction_session_timeout', '0', true)`)
  for (let attempt = 1; !(await tryLock(holder)); attempt++) {
    const other = await lockHolder(client)
    if (attempt === 1) onWait?.(other)
    if (Date.now() >= deadline) throw locked(other, waitTimeoutMs)
    // Asking again and again, because a session that waits inside a statement would hold up CREATE INDEX CONCURRENTLY.
    await sleep(Math.min(200, Math.max(deadline - Date.now(), 1)))
  }
}

async function tryLock(holder: Client): Promise<boolean> {
  // Without parameters: a portal that stays open would keep its snapshot, and CREATE INDEX CONCURRENTLY would wait for it.
  const { rows } = await holder.query(`SELECT pg_try_advisory_xact_lock(${space}, ${key}) AS got`)
  return rows[0].got === true
}

/** A runner that was killed may have left a statement at work, which its server process goes on with. */
async function endOrphans(client: ClientBase): Promise<void> {
  const { rows } = await client.query(
    `SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND usename = current_user AND application_name = $1
       AND pid <> pg_backend_pid()`,
    [workName],
  )
  const pids = rows.map(({ pid }) => pid)
  for (let tries = 0; pids.length > 0 && tries < 100; tries++) {
    const left = await client.query('SELECT 1 FROM pg_stat_activity WHERE pid = ANY ($1)', [pids])
    if (left.rows.length === 0) return
    await sleep(50)
  }
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
