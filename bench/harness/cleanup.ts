/** What has to be undone at the end, however the end comes. */

export class Cleanup {
  readonly #steps: (() => void | Promise<void>)[] = []
  #done: Promise<void> | undefined

  /** Register before starting a thing, so that an end in the middle of starting finds it. */
  add(step: () => void | Promise<void>): void {
    this.#steps.push(step)
  }

  /** Runs the steps once, the last first; each also when another fails. @throws the first failure */
  run(): Promise<void> {
    this.#done ??= this.#runSteps()
    return this.#done
  }

  async #runSteps(): Promise<void> {
    const failures: unknown[] = []
    for (const step of this.#steps.toReversed()) {
      try {
        await step()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
