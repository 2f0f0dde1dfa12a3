/** One answer in the making: what it has read so far, and whether a write has overtaken it. */

export class Fill {
  readonly #tags: Set<string>
  #isOutdated = false
  #isOneOff = false
  #readsAnything = false

  /** @param tags  what is known to be read before anything is */
  constructor(tags: Iterable<string> = []) {
    this.#tags = new Set(tags)
  }

  get tags(): readonly string[] {
    return [...this.#tags]
  }

  /** It may be remembered: nobody has written since to what it was read from, and it holds for more than this request. */
  get isStorable(): boolean {
    return !this.#isOutdated && !this.#isOneOff
  }

  /** A write overtook it: whoever comes now gets another one. */
  get isOutdated(): boolean {
    return this.#isOutdated
  }

  /** Holds for the request alone that it is made for. */
  get isOneOff(): boolean {
    return this.#isOneOff
  }

  /** To be said before the statement is sent: a write that is told of later may be missing from what it reads. */
  reads(tags: Iterable<string>): void {
    for (const tag of tags) this.#tags.add(tag)
  }

  /** What it reads is as old as its first statement, so that any write may be missing. */
  readsSnapshot(): void {
    this.#readsAnything = true
  }

  refuse(): void {
    this.#isOneOff = true
  }

  outdate(): void {
    this.#isOutdated = true
  }

  /** @returns  whether it was overtaken */
  overtakenBy(tags: ReadonlySet<string>): boolean {
    if (this.#readsAnything) this.#isOutdated = true
    else for (const tag of this.#tags) if (tags.has(tag)) this.#isOutdated = true
    return this.#isOutdated
  }
}
