/** Bounds what is under way to one receiver, so that a slow one does not hold up the others. */
const mostAtOnce = 5

export class Destinations {
  readonly #underWay = new Map<string, number>()

  /** What to call at the end; `undefined` where the receiver has enough to do. */
  enter(origin: string): (() => void) | undefined {
    const count = this.#underWay.get(origin) ?? 0
    if (count >= mostAtOnce) return undefined
    this.#underWay.set(origin, count + 1)
    return () => {
      const left = (this.#underWay.get(origin) ?? 1) - 1
      if (left > 0) this.#underWay.set(origin, left)
      else this.#underWay.delete(origin)
    }
  }
}
