/** Tries a step again while the locks it needs are not to be had, a little later each time. */
import { setTimeout as sleep } from 'node:timers/promises'
import { MigrationError } from './migration-error.ts'

const firstDelayMs = 50
const longestDelayMs = 5_000

export interface RetryOptions {
  /** How long to go on, in milliseconds. */
  readonly forMs: number
  /** Told before each pause. */
  readonly onRetry: (attempt: number, error: unknown) => Promise<void>
}

/**
 * @param work  gets the number of the attempt, from 1
 * @returns     what `work` gives, and how often it was tried
 * @throws      the last error: one that trying again cannot mend, or the one after `forMs`
 */
export async function retrying<T>(
  { forMs, onRetry }: RetryOptions,
  work: (attempt: number) => Promise<T>,
): Promise<{ readonly result: T; readonly attempts: number }> {
  const deadline = performance.now() + forMs
  for (let attempt = 1; ; attempt++) {
    try {
      return { result: await work(attempt), attempts: attempt }
    } catch (error) {
      if (!isContention(error) || performance.now() >= deadline) throw error
      await onRetry(attempt, error)
      await sleep(delayOf(attempt))
    }
  }
}

/** A lock that was not to be had in time, or a deadlock: another time it may be. */
export function isContention(error: unknown): boolean {
  const cause = error instanceof MigrationError ? error.cause : error
  return cause instanceof Error && 'code' in cause && (cause.code === '55P03' || cause.code === '40P01')
}

/** Full jitter. Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function delayOf(attempt: number): number {
  const most = Math.min(firstDelayMs * 2 ** (attempt - 1), longestDelayMs)
  return firstDelayMs / 2 + Math.random() * most
}
