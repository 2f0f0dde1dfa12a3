/** The second level: entries that all processes share. What one of them drops, none is given any more. */
import { createHash } from 'node:crypto'
import type { Entry, RememberedAnswer } from './entry.ts'
import { claimScript, dropScript, releaseScript, type SharedScript, storeScript } from './shared-scripts.ts'

/** As much of Redis as is needed. */
export interface SharedStore {
  readonly isReady: boolean
  onReady(listener: () => void): void
  command(name: string, ...values: readonly (string | Buffer | number)[]): Promise<unknown>
  script(
    script: SharedScript,
    keys: readonly string[],
    values: readonly (string | Buffer | number)[],
  ): Promise<unknown>
}

export interface Found {
  readonly entry?: Entry
  /** How far writes had come when it was looked for; what is stored says it. */
  readonly at: string
}

/** Every entry has it, so that all of them can be dropped at once. */
const everything = '*'
const longestMs = 86_400_000

export interface Sought {
  readonly key: string
  /** Entries of one kind are read from the same, mostly. */
  readonly kind: string
  /** What it is read from, where that is known. */
  readonly tags?: readonly string[]
}

interface Head {
  /** How far writes had come when it was begun. */
  readonly at: number
  readonly tags: readonly string[]
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly mediaType?: string
  readonly until: readonly [fresh: number, stale: number, grace: number]
}

export class SharedLevel {
  readonly #store: SharedStore
  readonly #prefix: string
  /** What an entry of this kind was read from the last time, so that one way there and back asks for all of it. */
  readonly #tagsByKind = new Map<string, readonly string[]>()
  #isCurrent = false
  /** It may have missed a write: everything is to be dropped as soon as it is there. */
  #isBehind = false
  #isRenewing = false

  /** @param application  one that others do not have, also not its other releases */
  constructor(store: SharedStore, application: string) {
    this.#store = store
    this.#prefix = `lintel:cache:${createHash('sha256').update(application).digest('base64url').slice(0, 16)}:`
    // While it was away it may have missed what was dropped.
    store.onReady(() => void this.renew())
  }

  /** Whether it is there, and knows of everything that was dropped. */
  get isUsable(): boolean {
    if (!this.#store.isReady) return false
    if (this.#isBehind) void this.renew()
    return this.#isCurrent
  }

  /** It has heard everything so far: somebody was listening all the time. */
  trust(): void {
    this.#isCurrent = !this.#isBehind
  }

  /** Drops everything, after a time in which nobody may have told of writes. */
  async renew(): Promise<void> {
    this.#isCurrent = false
    this.#isBehind = true
    if (this.#isRenewing || !this.#store.isReady) return
    this.#isRenewing = true
    try {
      await this.#drop(`renew:${process.pid}:${Math.random()}`, [everything])
      this.#isBehind = false
      this.#isCurrent = true
    } catch {
      // It is away again, and says when it is back.
    } finally {
      this.#isRenewing = false
    }
  }

  async find({ key, kind, tags }: Sought): Promise<Found | undefined> {
    if (!this.isUsable) return undefined
    try {
      const expected = tags?.length ? [everything, ...tags] : (this.#tagsByKind.get(kind) ?? [everything])
      const [body, at, ...marks] = await this.#many([
        this.#entryKey(key),
        this.#clockKey,
        ...this.#tagKeys(expected),
      ])
      const found: Found = { at: text(at) ?? '0' }
      if (!body) return found
      const end = body.indexOf(10)
      const head = JSON.parse(body.toString('utf8', 0, end)) as Head
      const known = new Map(expected.map((tag, index) => [tag, text(marks[index])]))
      const missing = head.tags.filter((tag) => !known.has(tag))
      if (missing.length > 0) {
        const more = await this.#many(this.#tagKeys(missing))
        missing.forEach((tag, index) => {
          known.set(tag, text(more[index]))
        })
        this.#expect(kind, head.tags)
      }
      // A mark that is gone says nothing, so that an entry with it is none.
      const isCurrent = head.tags.every(
        (tag) => Number(known.get(tag) ?? Number.POSITIVE_INFINITY) <= head.at,
      )
      return isCurrent ? { ...found, entry: entryFrom(head, body.subarray(end + 1)) } : found
    } catch {
      return undefined
    }
  }

  /** Does nothing where a write was told of since `at`. */
  async store({ key, kind }: Sought, { entry, at }: Required<Found>): Promise<void> {
    if (!this.isUsable) return
    const tags = [everything, ...entry.tags]
    this.#expect(kind, tags)
    const head: Head = {
      at: Number(at),
      tags,
      status: entry.answer.status,
      headers: entry.answer.headers,
      ...(entry.answer.mediaType === undefined ? {} : { mediaType: entry.answer.mediaType }),
      until: [entry.freshUntil, entry.staleUntil, entry.graceUntil],
    }
    const value = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), entry.answer.body])
    const ttlMs = Math.min(longestMs, Math.max(1, entry.freshUntil - Date.now()))
    const keys = [this.#entryKey(key), this.#clockKey, ...this.#tagKeys(tags)]
    await this.#store.script(storeScript, keys, [value, ttlMs, at]).catch(() => undefined)
  }

  /** @param token  of the write: of all who tell of it the first is listened to */
  async drop(token: string, tags: readonly string[]): Promise<void> {
    await this.#drop(token, tags).catch(() => this.renew())
  }

  /** Whether this process is the one to make the answer, for so long; gives what ends it. */
  async claim(key: string, forMs: number): Promise<(() => void) | undefined> {
    const lock = `${this.#entryKey(key)}:lock`
    const token = `${process.pid}:${Math.random()}`
    try {
      if (!(await this.#store.script(claimScript, [lock], [token, forMs]))) return undefined
    } catch {
      return () => undefined
    }
    return () => void this.#store.script(releaseScript, [lock], [token]).catch(() => undefined)
  }

  async #drop(token: string, tags: readonly string[]): Promise<void> {
    const keys = [`${this.#prefix}write:${token}`, this.#clockKey, ...this.#tagKeys(tags)]
    await this.#store.script(dropScript, keys, [])
  }

  #expect(kind: string, tags: readonly string[]): void {
    if (this.#tagsByKind.size > 10_000) this.#tagsByKind.clear()
    this.#tagsByKind.set(kind, tags)
  }

  async #many(keys: readonly string[]): Promise<readonly (Buffer | null)[]> {
    return (await this.#store.command('MGET', ...keys)) as readonly (Buffer | null)[]
  }

  /** Keys hold ids and what was asked for: whoever looks into Redis sees hashes. */
  #entryKey(key: string): string {
    return `${this.#prefix}entry:${createHash('sha256').update(key).digest('base64url')}`
  }

  #tagKeys(tags: readonly string[]): string[] {
    return tags.map((tag) => `${this.#prefix}tag:${tag}`)
  }

  get #clockKey(): string {
    return `${this.#prefix}writes`
  }
}

function text(value: Buffer | null | undefined): string | undefined {
  return value ? value.toString() : undefined
}

function entryFrom({ tags, status, headers, mediaType, until }: Head, body: Buffer): Entry {
  const answer: RememberedAnswer = {
    status,
    headers,
    body,
    ...(mediaType === undefined ? {} : { mediaType }),
  }
  const [freshUntil, staleUntil, graceUntil] = until
  return { answer, tags: tags.filter((tag) => tag !== everything), freshUntil, staleUntil, graceUntil }
}
