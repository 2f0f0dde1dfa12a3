/** Counts where processes share it; while that is away each counts for itself, and says so. */
import type { Observe } from '../../spec/observation.ts'
import type { Counted, Counting, LimitStore } from './limit-store.ts'
import { MemoryLimits } from './memory-limits.ts'

/** For so long nobody waits for a store that has just failed. */
const restMs = 1_000

export class InsuredLimits implements LimitStore {
  readonly #shared: LimitStore
  readonly #own = new MemoryLimits()
  readonly #observe: Observe
  #restsUntilMs = 0
  #isAway = false

  constructor(shared: LimitStore, observe: Observe) {
    this.#shared = shared
    this.#observe = observe
  }

  async count(all: readonly Counting[]): Promise<readonly Counted[]> {
    if (performance.now() < this.#restsUntilMs) return this.#own.count(all)
    try {
      const counted = await this.#shared.count(all)
      if (this.#isAway) this.#tell('Rate limits are counted together again.')
      this.#isAway = false
      return counted
    } catch (error) {
      this.#restsUntilMs = performance.now() + restMs
      if (!this.#isAway)
        this.#tell(
          'Rate limits are counted by each process for itself: the store that they share does not answer.',
          error,
        )
      this.#isAway = true
      return this.#own.count(all)
    }
  }

  #tell(message: string, error?: unknown): void {
    const data = error instanceof Error ? { data: { reason: error.message } } : {}
    this.#observe({ event: 'log', level: 'warn', message, ...data })
  }
}
