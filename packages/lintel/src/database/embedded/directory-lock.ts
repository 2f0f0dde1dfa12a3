/** Lets one process at a time start or stop the server of a directory, and outlives a holder that was killed. */

import { readFileSync, statSync } from 'node:fs'
import { mkdir, rmdir, unlink, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { identifyProcess, isStillRunning, type ProcessIdentity, parseIdentity } from './process-identity.ts'

const POLL_MS = 20
// A holder writes its identity right after creating the file; an empty file older than this has no holder.
const UNSIGNED_AFTER_MS = 5_000

/**
 * Runs `work` while `lockFile` exists with the identity of this process in it.
 *
 * @param timeoutMs  how long to wait for a running holder, default 120_000 (a slow first start is 10_000)
 * @throws           EmbeddedPostgresError `lock_timeout`
 */
export async function withDirectoryLock<T>(
  lockFile: string,
  work: () => Promise<T>,
  timeoutMs = 120_000,
): Promise<T> {
  await acquire(lockFile, timeoutMs)
  try {
    return await work()
  } finally {
    await unlink(lockFile).catch(() => undefined)
  }
}

/** Is the lock held by a process that runs? False as well when there is no lock. */
export function isLocked(lockFile: string): boolean {
  const holder = readHolder(lockFile)
  if (holder !== undefined) return isStillRunning(holder)
  const age = ageMs(lockFile)
  return age !== undefined && age < UNSIGNED_AFTER_MS
}

async function acquire(lockFile: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs
  const self = JSON.stringify(identifyProcess(process.pid))
  for (;;) {
    if (await isCreated(() => writeFile(lockFile, self, { flag: 'wx' }))) return
    if (!isLocked(lockFile)) await removeStale(lockFile)
    else if (Date.now() > deadline) throw lockTimeout(lockFile, timeoutMs)
    else await sleep(POLL_MS)
  }
}

// Two waiters may both find the lock stale; without the marker the slower one would delete the faster one's new lock.
async function removeStale(lockFile: string): Promise<void> {
  const marker = `${lockFile}.stale`
  if (!(await isCreated(() => mkdir(marker)))) {
    const age = ageMs(marker)
    if (age !== undefined && age > UNSIGNED_AFTER_MS) await rmdir(marker).catch(() => undefined)
    await sleep(POLL_MS)
    return
  }
  try {
    if (!isLocked(lockFile)) await unlink(lockFile).catch(() => undefined)
  } finally {
    await rmdir(marker).catch(() => undefined)
  }
}

async function isCreated(create: () => Promise<unknown>): Promise<boolean> {
  try {
    await create()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readHolder(lockFile: string): ProcessIdentity | undefined {
  try {
    return parseIdentity(readFileSync(lockFile, 'utf8'))
  } catch {
    return undefined
  }
}

function ageMs(path: string): number | undefined {
  const entry = statSync(path, { throwIfNoEntry: false })
  return entry && Date.now() - entry.mtimeMs
}

function lockTimeout(lockFile: string, timeoutMs: number): EmbeddedPostgresError {
  const holder = readHolder(lockFile)?.pid ?? 'unknown'
  return new EmbeddedPostgresError(
    'lock_timeout',
    `${lockFile} has been held for over ${timeoutMs / 1000} s by process ${holder}, which is starting or ` +
      'stopping the embedded PostgreSQL. End that process, or delete the file if it does no such thing.',
  )
}
