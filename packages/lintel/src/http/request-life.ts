/** How long a request is wanted: until it is answered, its client leaves, its time is up, or the server stops. */
import { ClientAborted } from './body/client-aborted.ts'

export class RequestLife {
  /** When it must be answered, on the clock of `performance.now()`. */
  readonly deadlineMs: number
  readonly #all: Set<RequestLife>
  #control: AbortController | undefined
  #reason: unknown

  /** @param all  the lives whose handlers listen, for the server to end */
  constructor(all: Set<RequestLife>, deadlineMs: number) {
    this.#all = all
    this.deadlineMs = deadlineMs
  }

  /** Made only for a handler that asks: most never do, and a signal costs more than the rest of a small request. */
  get signal(): AbortSignal {
    if (!this.#control) {
      this.#control = new AbortController()
      if (this.#reason === undefined) this.#all.add(this)
      else this.#control.abort(this.#reason)
    }
    return this.#control.signal
  }

  /** Why it is not wanted any more. */
  get reason(): unknown {
    return this.#reason
  }

  abort(reason: unknown): void {
    if (this.#reason !== undefined) return
    this.#reason = reason
    this.#all.delete(this)
    this.#control?.abort(reason)
  }

  /** The connection has closed: after the answer, or before it. */
  end(): void {
    // Nobody listened: an error that nobody reads is not made.
    if (this.#control) this.abort(new ClientAborted())
    else this.#reason ??= 'closed'
  }
}
