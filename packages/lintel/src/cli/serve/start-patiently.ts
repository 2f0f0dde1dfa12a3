/** Starts an application, and waits for a database that does not answer yet. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Service, type ServiceOptions, startService } from '../../service/service.ts'
import { mayComeBack, reasonOf } from '../database-failure.ts'

export interface Patience {
  /** How long to wait altogether, in milliseconds; 0: not at all. */
  readonly waitMs: number
  /** Told before each pause. */
  readonly onWait: (message: string) => void
}

const firstDelayMs = 250
const longestDelayMs = 5_000

/** @throws what `startService` throws; a database that stays away, after `waitMs` */
export async function startPatiently(
  options: ServiceOptions,
  { waitMs, onWait }: Patience,
): Promise<Service> {
  const deadline = Date.now() + waitMs
  for (let attempt = 0; ; attempt++) {
    try {
      return await startService(options)
    } catch (error) {
      const leftMs = deadline - Date.now()
      if (leftMs <= 0 || !mayComeBack(error)) throw error
      const delayMs = Math.min(firstDelayMs * 2 ** attempt, longestDelayMs, leftMs)
      onWait(
        `The database does not answer (${reasonOf(error)}). ` +
          `Trying again in ${seconds(delayMs)}; giving up in ${seconds(leftMs)} (DATABASE_WAIT_MS).`,
      )
      await sleep(delayMs)
    }
  }
}

function seconds(ms: number): string {
  return `${ms < 1000 ? (ms / 1000).toFixed(2) : Math.round(ms / 1000)} s`
}
