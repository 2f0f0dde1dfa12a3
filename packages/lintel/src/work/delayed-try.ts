/** A failure that says itself when the next try is due. */
export class DelayedTry extends Error {
  readonly delayMs: number

  constructor(reason: string, delayMs: number) {
    super(reason)
    this.name = 'DelayedTry'
    this.delayMs = delayMs
  }
}

/** Nothing was tried yet: no failure, and nothing to warn of. */
export class Postponed extends DelayedTry {}
