/** Tells a running process from a dead one, and from a later one that was given the same number. */

import { readFileSync } from 'node:fs'

export interface ProcessIdentity {
  readonly pid: number
  /** Differs between two processes that had the same number; null where the system does not tell. */
  readonly startedAt: string | null
}

/** Gives the identity of a running process, or undefined when there is none with this number. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!isSignalable(pid)) return undefined
  const entry = readLinuxEntry(pid)
  if (entry?.isZombie) return undefined
  return { pid, startedAt: entry?.startedAt ?? null }
}

/** Is the process of an earlier `identifyProcess` still the one that runs under its number? */
export function isStillRunning(identity: ProcessIdentity): boolean {
  const now = identifyProcess(identity.pid)
  if (now === undefined) return false
  return now.startedAt === null || identity.startedAt === null || now.startedAt === identity.startedAt
}

/** Sends a signal; a process that has ended meanwhile is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Reads an identity back from the JSON of a file; undefined when it is not one. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    const { pid, startedAt }: Partial<ProcessIdentity> = JSON.parse(text)
    if (!Number.isSafeInteger(pid) || pid === undefined || pid <= 0) return undefined
    return { pid, startedAt: typeof startedAt === 'string' ? startedAt : null }
  } catch {
    return undefined
  }
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another account.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// proc_pid_stat(5): state and start time are fields 3 and 22; the name before them may hold spaces and brackets.
function readLinuxEntry(pid: number): { startedAt: string; isZombie: boolean } | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // Start times count from boot, so the boot is part of the identity.
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return { startedAt: `${bootId}:${fields[19]}`, isZombie: fields[0] === 'Z' || fields[0] === 'X' }
  } catch {
    return undefined
  }
}
