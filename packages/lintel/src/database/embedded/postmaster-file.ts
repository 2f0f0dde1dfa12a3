/** Reads what a running server says of itself in `postmaster.pid`, and judges whether that still holds. */

import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

export interface PostmasterFile {
  readonly pid: number
  readonly port: number | undefined
  /** Empty while starting, and where there is no Unix socket. */
  readonly socketDirectory: string
  readonly isReady: boolean
}

// src/include/utils/pidfile.h: pid, data directory, start time, port, socket directory, listen address,
// shared memory key, status; the file grows while the server starts.
/** Undefined when no server runs in this data directory, as far as the file tells. */
export function readPostmasterFile(data: string): PostmasterFile | undefined {
  const lines = readLines(join(data, 'postmaster.pid'))
  const pid = Number(lines?.[0])
  if (lines === undefined || !Number.isSafeInteger(pid) || pid <= 0) return undefined
  return {
    pid,
    port: Number(lines[3]) || undefined,
    socketDirectory: lines[4] ?? '',
    isReady: lines[7]?.trim() === 'ready',
  }
}

/**
 * Whose process carries the number in the file? A number is given again after a restart of the machine
 * or container, so a running process proves nothing.
 *
 * @returns  'unknown' where the system does not let us see
 */
export function judgePostmaster(pid: number, data: string): 'ours' | 'other' | 'unknown' {
  // PostgreSQL judges alike (CreateLockFile in miscinit.c): a server on our files runs under our account.
  if (isForeign(pid)) return 'other'
  if (process.platform === 'win32') return 'unknown'
  if (process.platform !== 'linux') return isNamedPostgres(pid) ? 'unknown' : 'other'
  try {
    // Every process of a server works in its data directory.
    return readlinkSync(`/proc/${pid}/cwd`) === data ? 'ours' : 'other'
  } catch {
    return 'unknown'
  }
}

function isForeign(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isNamedPostgres(pid: number): boolean {
  try {
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres')
  } catch {
    return false
  }
}

function readLines(file: string): string[] | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
}
