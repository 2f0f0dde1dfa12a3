/** Bounds what is under way to one receiver, so that a slow one does not hold up the others. */
const mostAtOnce = 5
/** How long a delivery is thought to take before one has been seen to the end. */
const firstGuessMs = 500
const leastMs = 20

interface Destination {
  underWay: number
  /** Moving average. */
  averageMs: number
  /** Until then its places are spoken for. */
  busyUntilMs: number
}

export type Entry = { readonly leave: () => void } | { readonly waitMs: number }

export class Destinations {
  readonly #destinations = new Map<string, Destination>()
  readonly #nowMs: () => number

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs
  }

  /**
   * A place, and what to call at the end; or when to come again. Of many that wait each is told a later moment, so that
   * they do not all come at once to be sent away again.
   */
  enter(origin: string): Entry {
    const found = this.#destinations.get(origin)
    const destination = found ?? { underWay: 0, averageMs: firstGuessMs, busyUntilMs: 0 }
    const begun = this.#nowMs()
    if (destination.underWay >= mostAtOnce) {
      const perPlaceMs = Math.max(leastMs, destination.averageMs) / mostAtOnce
      destination.busyUntilMs = Math.max(begun, destination.busyUntilMs) + perPlaceMs
      return { waitMs: destination.busyUntilMs - begun }
    }
    destination.underWay++
    this.#destinations.set(origin, destination)
    return { leave: () => this.#leave(origin, destination, this.#nowMs() - begun) }
  }

  #leave(origin: string, destination: Destination, durationMs: number): void {
    destination.underWay--
    destination.averageMs = destination.averageMs * 0.8 + durationMs * 0.2
    const isQuiet = destination.underWay === 0 && destination.busyUntilMs < this.#nowMs()
    if (isQuiet) this.#destinations.delete(origin)
  }
}
