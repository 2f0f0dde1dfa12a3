/** Tidies up what is kept for a while, now and then, as long as the service runs. */
import type { Observe } from '../spec/observation.ts'

const intervalMs = 600_000

export interface Pruned {
  /** `identity`: for the log, where it fails. */
  readonly what: string
  prune(): Promise<unknown>
}

/** @returns what ends it */
export function pruneRegularly({ what, prune }: Pruned, observe: Observe): () => void {
  const timer = setInterval(() => {
    prune().catch((error: unknown) => observe({ event: 'fault', where: `pruning of ${what}`, error }))
  }, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
