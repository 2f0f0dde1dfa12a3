/** Asks drizzle-kit for the migrations of a change, and answers what it asks. */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ChangeName } from '../changes/change.ts'
import { places } from '../places.ts'

// It lists "create column" and then "rename column", where something may have been renamed.
const arrowDown = '\x1b[B'
const enter = '\r'

/** @returns the statements of each migration. @throws Error when it writes none */
export async function generateMigrations(change: ChangeName): Promise<readonly (readonly string[])[]> {
  const child = fork(places.drizzleProcess, [change], { stdio: ['pipe', 'ignore', 'inherit', 'ipc'] })
  child.stdin?.write(`${arrowDown}${enter}`)
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`drizzle-kit ended with ${code} before it had written the migration.`)
  })
  const [migrations] = await Promise.race([once(child, 'message'), ended])
  return migrations as readonly (readonly string[])[]
}
