/** Runs a benchmark: undoes what it made however it ends, and ends with code 2 where it could not measure. */

import { Cleanup } from './cleanup.ts'

export interface Program {
  readonly cleanup: Cleanup
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal
}

export async function runProgram(work: (program: Program) => Promise<void>): Promise<void> {
  const cleanup = new Cleanup()
  const interruption = new AbortController()
  const end = () => cleanup.run().catch(fail)
  for (const [name, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(name, () => {
      interruption.abort()
      void end().finally(() => process.exit(code))
    })
  }
  try {
    await work({ cleanup, signal: interruption.signal })
  } catch (error) {
    // After a signal, what was at work fails because its database is dropped under it.
    if (!interruption.signal.aborted) fail(error)
  } finally {
    await end()
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
