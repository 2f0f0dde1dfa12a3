/** Bounds the calls to one system that are under way, so that a slow one does not take everything with it. */

interface Waiting {
  readonly enter: () => void
}

/** `undefined` where there is no place, neither inside nor in the queue, or it did not come in time. */
type Leave = (() => void) | undefined

export interface BulkheadWait {
  /** How long it may wait in the queue. */
  readonly waitMs: number
  /** Its reason is thrown to whoever waits. */
  readonly signal: AbortSignal | undefined
}

export class Bulkhead {
  readonly #calls: number
  readonly #queue: number
  #inside = 0
  readonly #waiting = new Set<Waiting>()

  constructor({ calls, queue }: { readonly calls: number; readonly queue: number }) {
    this.#calls = calls
    this.#queue = queue
  }

  /** Gives what to call once when the call has ended. */
  async enter(wait: BulkheadWait): Promise<Leave> {
    if (this.#inside < this.#calls) this.#inside++
    else if (this.#waiting.size >= this.#queue || !(await this.#turn(wait))) return undefined
    return () => this.#leave()
  }

  /** Whoever waits takes over the place of the one that leaves. */
  #leave(): void {
    const [next] = this.#waiting
    if (!next) {
      this.#inside--
      return
    }
    this.#waiting.delete(next)
    next.enter()
  }

  #turn({ waitMs, signal }: BulkheadWait): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', cancel)
        this.#waiting.delete(waiting)
      }
      const waiting: Waiting = {
        enter: () => {
          end()
          resolve(true)
        },
      }
      const cancel = () => {
        end()
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        end()
        resolve(false)
      }, waitMs)
      signal?.addEventListener('abort', cancel, { once: true })
      this.#waiting.add(waiting)
    })
  }
}
