/** The first level: entries of this process, bounded in bytes, found by key and by what they were read from. */
import { LRUCache } from 'lru-cache'
import type { Entry } from './entry.ts'

/** What an entry takes beside its bytes: objects, headers, places in the indexes. */
const overheadBytes = 600

export class Memory {
  readonly #entries: LRUCache<string, Entry>
  readonly #keysByTag = new Map<string, Set<string>>()

  constructor(maxBytes: number) {
    this.#entries = new LRUCache<string, Entry>({
      maxSize: maxBytes,
      // One answer does not push out everything else.
      maxEntrySize: Math.max(1, Math.floor(maxBytes / 8)),
      sizeCalculation: ({ answer, tags }, key) =>
        answer.body.length + 2 * key.length + 100 * tags.length + overheadBytes,
      dispose: ({ tags }, key, reason) => {
        if (reason !== 'set') this.#unindex(key, tags)
      },
    })
  }

  get bytes(): number {
    return this.#entries.calculatedSize
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key)
  }

  set(key: string, entry: Entry): void {
    const before = this.#entries.peek(key)
    if (before) this.#unindex(key, before.tags)
    for (const tag of entry.tags) {
      const keys = this.#keysByTag.get(tag)
      if (keys) keys.add(key)
      else this.#keysByTag.set(tag, new Set([key]))
    }
    this.#entries.set(key, entry)
    // One that is too large was not taken.
    if (!this.#entries.has(key)) this.#unindex(key, entry.tags)
  }

  /** Gives how many went. */
  drop(tags: Iterable<string>): number {
    let dropped = 0
    for (const tag of tags) {
      for (const key of [...(this.#keysByTag.get(tag) ?? [])]) if (this.#entries.delete(key)) dropped++
    }
    return dropped
  }

  clear(): void {
    this.#entries.clear()
    this.#keysByTag.clear()
  }

  #unindex(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.#keysByTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) this.#keysByTag.delete(tag)
    }
  }
}
