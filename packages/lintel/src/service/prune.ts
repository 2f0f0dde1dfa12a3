/** Tidies up what identity keeps for a while, now and then, as long as the service runs. */
import type { IdentityService } from '../access/identity/identity-service.ts'
import type { Observe } from '../spec/observation.ts'

const intervalMs = 600_000

/** @returns what ends it */
export function pruneRegularly(identity: IdentityService, observe: Observe): () => void {
  const timer = setInterval(() => {
    identity
      .prune()
      .catch((error: unknown) => observe({ event: 'fault', where: 'pruning of identity', error }))
  }, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
