/** Work that goes on after an answer, so that its duration tells nothing; a stopping service waits for it. */
import type { Observe } from '../../spec/observation.ts'

export class Background {
  readonly #observe: Observe
  readonly #running = new Set<Promise<void>>()

  constructor(observe: Observe) {
    this.#observe = observe
  }

  /** What fails is told to whoever runs the service: the caller has its answer already. */
  run(where: string, work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => this.#observe({ event: 'fault', where, error }))
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Waits for everything that was begun. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
