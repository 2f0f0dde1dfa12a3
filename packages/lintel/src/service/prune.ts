/** Tidies up what is kept for a while, now and then, as long as the service runs. */
import type { Observe } from '../spec/observation.ts'

const intervalMs = 600_000

export interface Pruned {
  /** What it tidies up, for the log. */
  readonly what: string
  prune(): Promise<void>
}

/** @returns what ends it */
export function pruneRegularly(all: readonly Pruned[], observe: Observe): () => void {
  const timer = setInterval(() => {
    for (const { what, prune } of all)
      prune().catch((error: unknown) => observe({ event: 'fault', where: `pruning of ${what}`, error }))
  }, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
