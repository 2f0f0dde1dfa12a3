/** Stops asking a system that fails, and finds out by single tries when it is well again. */
import type { BreakerModel } from '../spec/model.ts'

type BreakerState = 'closed' | 'open' | 'half-open'

/** What a try says of the other system: `unknown` where it ended for a reason of our own. */
type Verdict = 'well' | 'failed' | 'unknown'

export interface CircuitBreakerOptions extends BreakerModel {
  readonly onChange: (state: BreakerState) => void
  /** A clock that never goes back, in milliseconds. */
  readonly now?: () => number
}

interface Bucket {
  readonly startMs: number
  tries: number
  failures: number
}

/** The window is cut into so many parts, which are forgotten one by one. */
const bucketsPerWindow = 10

export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions
  readonly #now: () => number
  #state: BreakerState = 'closed'
  #buckets: Bucket[] = []
  #openedAtMs = 0
  #isProbing = false
  /** Tries that began before the last change say nothing about what came after. */
  #generation = 0

  constructor(options: CircuitBreakerOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  /**
   * Asks for a try.
   *
   * @returns what to call once with its verdict, or after how many milliseconds to ask again
   */
  enter(): ((verdict: Verdict) => void) | { readonly retryInMs: number } {
    if (this.#state === 'open') {
      const leftMs = this.#openedAtMs + this.#options.openMs - this.#now()
      if (leftMs > 0) return { retryInMs: leftMs }
      this.#become('half-open')
    }
    if (this.#state === 'half-open') return this.#probe()
    const generation = this.#generation
    return (verdict) => {
      if (generation === this.#generation) this.#count(verdict)
    }
  }

  /** One at a time; others are refused meanwhile instead of waiting for what may fail as well. */
  #probe(): ((verdict: Verdict) => void) | { readonly retryInMs: number } {
    if (this.#isProbing) return { retryInMs: this.#options.openMs }
    this.#isProbing = true
    return (verdict) => {
      this.#isProbing = false
      if (verdict === 'well') this.#become('closed')
      if (verdict === 'failed') this.#become('open')
    }
  }

  #count(verdict: Verdict): void {
    if (verdict === 'unknown') return
    const bucket = this.#bucket()
    bucket.tries++
    if (verdict === 'well') return
    bucket.failures++
    const tries = this.#buckets.reduce((total, each) => total + each.tries, 0)
    const failures = this.#buckets.reduce((total, each) => total + each.failures, 0)
    const { minimumTries, failures: limit } = this.#options
    if (tries >= minimumTries && failures / tries >= limit) this.#become('open')
  }

  #bucket(): Bucket {
    const now = this.#now()
    const { windowMs } = this.#options
    this.#buckets = this.#buckets.filter(({ startMs }) => startMs > now - windowMs)
    const last = this.#buckets.at(-1)
    if (last && now - last.startMs < windowMs / bucketsPerWindow) return last
    const bucket = { startMs: now, tries: 0, failures: 0 }
    this.#buckets.push(bucket)
    return bucket
  }

  #become(state: BreakerState): void {
    this.#state = state
    this.#generation++
    this.#buckets = []
    if (state === 'open') this.#openedAtMs = this.#now()
    this.#options.onChange(state)
  }
}
