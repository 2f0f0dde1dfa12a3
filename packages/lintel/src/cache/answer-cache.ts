/** Remembered answers: two levels, one computation at a time for each key, and nothing that a write has overtaken. */
import { setTimeout as pause } from 'node:timers/promises'
import { entryOf, type RememberedAnswer, type Times } from './entry.ts'
import { Fill } from './fill.ts'
import { Memory } from './memory.ts'
import type { SharedLevel } from './shared-level.ts'

export interface Wanted {
  readonly key: string
  /** Keys of one kind are read from the same, mostly. */
  readonly kind: string
  readonly times: Times
  /** What is known to be read before anything is. */
  readonly tags?: readonly string[]
  /** Makes the answer; what it gives is for this request alone where it is no `200`. */
  readonly make: (fill: Fill) => Promise<RememberedAnswer>
  /** Whether something remembered may stand in for what was thrown. */
  readonly isFault: (error: unknown) => boolean
}

export type Outcome = 'hit' | 'stale' | 'shared' | 'joined' | 'grace' | 'made' | 'unstored'

export interface Given {
  readonly answer: RememberedAnswer
  readonly outcome: Outcome
}

interface Flight {
  readonly fill: Fill
  readonly made: Promise<Given>
}

/** Another process that makes the same is waited for so long; then it is made here, too. */
const otherProcessMs = 5_000
const lookAgainMs = 15

export class AnswerCache {
  readonly #memory: Memory
  readonly #shared: SharedLevel | undefined
  readonly #flights = new Map<string, Flight>()
  readonly #fills = new Set<Fill>()
  #hears = false

  constructor(options: { readonly maxBytes: number; readonly shared?: SharedLevel | undefined }) {
    this.#memory = new Memory(options.maxBytes)
    this.#shared = options.shared
  }

  get size(): number {
    return this.#memory.size
  }

  async get(wanted: Wanted): Promise<Given> {
    const { key } = wanted
    const now = Date.now()
    const entry = this.#memory.get(key)
    if (entry && this.#hears) {
      if (now < entry.freshUntil) return { answer: entry.answer, outcome: 'hit' }
      if (now < entry.staleUntil) {
        if (!this.#flights.has(key)) void this.#fly(wanted).catch(() => undefined)
        return { answer: entry.answer, outcome: 'stale' }
      }
    }
    try {
      return await this.#make(wanted)
    } catch (error) {
      const last = this.#memory.get(key)
      if (last && Date.now() < last.graceUntil && wanted.times.graceMs > 0 && wanted.isFault(error))
        return { answer: last.answer, outcome: 'grace' }
      throw error
    }
  }

  /** A write has been committed that these were read from. */
  drop(tags: ReadonlySet<string>): void {
    this.#memory.drop(tags)
    for (const fill of this.#fills) fill.overtakenBy(tags)
    for (const [key, { fill }] of this.#flights) if (fill.isOutdated) this.#flights.delete(key)
  }

  /** Writes of others are told of from now on. What was remembered before may have been overtaken unheard. */
  hears(): void {
    this.#memory.clear()
    this.#hears = true
  }

  /** Writes of others are not told of any more: nothing is given and nothing is kept, except where a source fails. */
  isDeaf(): void {
    this.#hears = false
    for (const fill of this.#fills) fill.outdate()
    this.#flights.clear()
  }

  async #make(wanted: Wanted): Promise<Given> {
    const flight = this.#flights.get(wanted.key)
    if (!flight) return this.#fly(wanted)
    const given = await flight.made
    if (!flight.fill.isOneOff) return { ...given, outcome: 'joined' }
    // It holds for that request alone: this one has its own made, beside the others.
    return this.#fillWith(wanted, new Fill(wanted.tags))
  }

  #fly(wanted: Wanted): Promise<Given> {
    const fill = new Fill(wanted.tags)
    const made = this.#fillWith(wanted, fill).finally(() => {
      if (this.#flights.get(wanted.key)?.fill === fill) this.#flights.delete(wanted.key)
    })
    this.#flights.set(wanted.key, { fill, made })
    return made
  }

  async #fillWith(wanted: Wanted, fill: Fill): Promise<Given> {
    this.#fills.add(fill)
    if (!this.#hears) fill.outdate()
    let release: (() => void) | undefined
    try {
      let at: string | undefined
      if (this.#shared?.isUsable && this.#hears) {
        const looked = await this.#look(wanted, this.#shared)
        if (looked.given) return looked.given
        at = looked.at
        release = looked.release
      }
      const answer = await wanted.make(fill)
      if (answer.status !== 200) fill.refuse()
      if (!fill.isStorable) return { answer, outcome: 'unstored' }
      const entry = entryOf(answer, fill.tags, wanted.times)
      this.#memory.set(wanted.key, entry)
      if (at !== undefined) await this.#shared?.store(wanted, { entry, at })
      return { answer, outcome: 'made' }
    } finally {
      release?.()
      this.#fills.delete(fill)
    }
  }

  /** Asks the second level, and waits where another process makes the answer. */
  async #look(
    wanted: Wanted,
    shared: SharedLevel,
  ): Promise<{ given?: Given; at?: string; release?: () => void }> {
    const { key } = wanted
    const patience = Date.now() + otherProcessMs
    let release: (() => void) | undefined
    for (;;) {
      // What is found has been overtaken where any write is told of meanwhile: it is given, and not kept.
      const finding = new Fill()
      finding.readsSnapshot()
      this.#fills.add(finding)
      const found = await shared.find(wanted).finally(() => this.#fills.delete(finding))
      if (found?.entry && Date.now() < found.entry.freshUntil) {
        if (finding.isStorable && this.#hears) this.#memory.set(key, found.entry)
        release?.()
        return { given: { answer: found.entry.answer, outcome: 'shared' } }
      }
      if (!found) return release ? { release } : {}
      // Whoever has claimed it looks once more: another may have made it since.
      if (release || Date.now() > patience) return { at: found.at, ...(release ? { release } : {}) }
      release = await shared.claim(key, otherProcessMs)
      if (!release) await pause(lookAgainMs)
    }
  }
}
