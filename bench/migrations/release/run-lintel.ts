/** Runs the command `lintel` as a process of its own. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { places } from '../places.ts'

/** @returns what it printed. @throws Error with that, when it refuses or fails */
export async function runLintel(args: readonly string[], databaseUrl?: string): Promise<string> {
  const child = spawn(process.execPath, [places.command, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
  })
  const [output, troubles, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  const printed = `${output}${troubles}`.trim()
  if (code !== 0) throw new Error(printed === '' ? `lintel ${args[0]} ended with ${code}.` : printed)
  return printed
}
