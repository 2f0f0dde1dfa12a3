/** How long a job waits for its next try. */
import type { JobModel } from '../spec/model.ts'

/** Full jitter: anything up to a bound that doubles with each try, so that many that failed together do not come again together. */
export function backoffMs(
  { baseMs, maxMs }: JobModel['retry'],
  attempt: number,
  random: () => number = Math.random,
): number {
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1)))
}
