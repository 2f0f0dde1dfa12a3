/** Counts who uses the server of a directory: one file per use, and files of dead processes do not count. */

import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identifyProcess, isStillRunning, parseIdentity } from './process-identity.ts'

export interface Lease {
  /** Ends the use; may be called again. */
  release(): void
}

/** Records that this process uses the server until `release()` or its death. */
export function takeLease(directory: string): Lease {
  const name = `${process.pid}-${randomBytes(6).toString('hex')}`
  const file = join(directory, `${name}.json`)
  // Renamed into place, so a reader never meets half a file.
  writeFileSync(join(directory, name), JSON.stringify(identifyProcess(process.pid)))
  renameSync(join(directory, name), file)
  return { release: () => rmSync(file, { force: true }) }
}

/** Does any running process hold a lease? Deletes the leases of dead ones on the way. */
export function hasLiveLease(directory: string): boolean {
  let isLive = false
  for (const name of listLeases(directory)) {
    const file = join(directory, name)
    const holder = readHolder(file)
    if (holder !== undefined && isStillRunning(holder)) isLive = true
    else rmSync(file, { force: true })
  }
  return isLive
}

function listLeases(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

function readHolder(file: string) {
  try {
    return parseIdentity(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
