/** The end of a job before its time. A signal is made of it only where somebody listens: most jobs end before any. */
export class Interruption {
  #controller: AbortController | undefined
  #isOver = false
  #reason: unknown
  #onEnd: ((reason: unknown) => void) | undefined

  get isOver(): boolean {
    return this.#isOver
  }

  get reason(): unknown {
    return this.#reason
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#isOver) this.#controller.abort(this.#reason)
    return this.#controller.signal
  }

  /** Who is told first. */
  onEnd(listener: (reason: unknown) => void): void {
    this.#onEnd = listener
  }

  /** The first reason counts. */
  end(reason: unknown): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#reason = reason
    this.#onEnd?.(reason)
    this.#controller?.abort(reason)
  }
}
