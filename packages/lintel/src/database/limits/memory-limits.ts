/** Counts requests of this process alone. */
import { LRUCache } from 'lru-cache'
import type { Counted, Counting, LimitStore } from './limit-store.ts'

/** Whoever comes with ever new addresses must not fill the memory: the counter that was used least goes first. */
const maxCounters = 100_000

interface Counter {
  count: number
  readonly endsAtMs: number
}

export class MemoryLimits implements LimitStore {
  readonly #counters = new LRUCache<string, Counter>({ max: maxCounters })

  async count(all: readonly Counting[]): Promise<readonly Counted[]> {
    const nowMs = performance.now()
    const counters = all.map((counting) => this.#counterOf(counting, nowMs))
    const isWithin = all.map(({ cost, most }, at) => (counters[at]?.count ?? 0) + cost <= most)
    const countsAll = isWithin.every(Boolean)
    return all.map(({ cost, most }, at) => {
      const counter = counters[at] as Counter
      if (countsAll) counter.count += cost
      const left = Math.max(0, most - counter.count)
      return { isWithin: isWithin[at] === true, left, resetMs: counter.endsAtMs - nowMs }
    })
  }

  #counterOf({ key, windowMs }: Counting, nowMs: number): Counter {
    const known = this.#counters.get(key)
    if (known && known.endsAtMs > nowMs) return known
    const fresh = { count: 0, endsAtMs: nowMs + windowMs }
    this.#counters.set(key, fresh)
    return fresh
  }
}
