/** The second level: entries that all processes share. What one of them drops, none is given any more. */
import { createHash, hash, randomUUID } from 'node:crypto'
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
  readonly #keysOfTags = new WeakMap<readonly string[], readonly string[]>()
  /** How far writes have come; and the mark that every entry has, so that all of them can be dropped at once. */
  readonly #standingKeys: readonly string[]
  /** What an entry of this kind was read from the last time, so that one way there and back asks for all of it. */
  readonly #tagsByKind = new Map<string, readonly string[]>()
  #isCurrent = false
  /** It may have missed a write: everything is to be dropped as soon as it is there. */
  #isBehind = false
  #isRenewing = false
  #isAskedAgain = false

  /** @param application  one that others do not have, also not its other releases */
  constructor(store: SharedStore, application: string) {
    this.#store = store
    this.#prefix = `lintel:cache:${createHash('sha256').update(application).digest('base64url').slice(0, 16)}:`
    this.#standingKeys = [`${this.#prefix}writes`, `${this.#prefix}everything`]
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
    this.#isAskedAgain = this.#isRenewing
    if (this.#isRenewing || !this.#store.isReady) return
    this.#isRenewing = true
    try {
      // Asked while it is on its way, it may have come too early for whoever asked.
      do {
        this.#isAskedAgain = false
        await this.#drop(`renew:${randomUUID()}`, this.#standingKeys.slice(1))
      } while (this.#isAskedAgain)
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
      const expected = tags?.length ? tags : (this.#tagsByKind.get(kind) ?? none)
      const answers = await this.#many([
        this.#entryKey(key),
        ...this.#standingKeys,
        ...this.#tagKeys(expected),
      ])
      const [body, at] = answers
      const found: Found = { at: text(at) ?? '0' }
      if (!body) return found
      const end = body.indexOf(10)
      const head = JSON.parse(body.toString('latin1', 0, end)) as Head
      if (!isCurrent(head.at, answers[2])) return found
      const marks = isSame(head.tags, expected) ? answers.slice(3) : await this.#marksOf(kind, head.tags)
      return marks.every((mark) => isCurrent(head.at, mark))
        ? { ...found, entry: entryFrom(head, body.subarray(end + 1)) }
        : found
    } catch {
      return undefined
    }
  }

  /** Does nothing where a write was told of since `at`. */
  async store({ key, kind }: Sought, { entry, at }: Required<Found>): Promise<void> {
    if (!this.isUsable) return
    const { tags } = entry
    this.#expect(kind, tags)
    const head: Head = {
      at: Number(at),
      tags,
      status: entry.answer.status,
      headers: entry.answer.headers,
      ...(entry.answer.mediaType === undefined ? {} : { mediaType: entry.answer.mediaType }),
      until: [entry.freshUntil, entry.staleUntil, entry.graceUntil],
    }
    const value = Buffer.concat([Buffer.from(`${asciiJson(head)}\n`), entry.answer.body])
    const ttlMs = Math.min(longestMs, Math.max(1, entry.freshUntil - Date.now()))
    const keys = [this.#entryKey(key), ...this.#standingKeys, ...this.#tagKeys(tags)]
    await this.#store.script(storeScript, keys, [value, ttlMs, at]).catch(() => undefined)
  }

  /** @param token  of the write: of all who tell of it the first is listened to */
  async drop(token: string, tags: readonly string[]): Promise<void> {
    await this.#drop(token, this.#tagKeys(tags)).catch(() => this.renew())
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

  async #drop(token: string, tagKeys: readonly string[]): Promise<void> {
    const keys = [`${this.#prefix}write:${token}`, this.#standingKeys[0] as string, ...tagKeys]
    await this.#store.script(dropScript, keys, [])
  }

  #expect(kind: string, tags: readonly string[]): void {
    if (this.#tagsByKind.size > 10_000) this.#tagsByKind.clear()
    this.#tagsByKind.set(kind, tags)
  }

  async #many(keys: readonly string[]): Promise<readonly (Buffer | null)[]> {
    return (await this.#store.command('MGET', ...keys)) as readonly (Buffer | null)[]
  }

  /** What it was read from is not what was expected: then it is asked for by itself. */
  async #marksOf(kind: string, tags: readonly string[]): Promise<readonly (Buffer | null)[]> {
    this.#expect(kind, tags)
    return tags.length === 0 ? [] : this.#many(this.#tagKeys(tags))
  }

  /** Keys hold ids and what was asked for: whoever looks into Redis sees hashes. */
  #entryKey(key: string): string {
    return `${this.#prefix}entry:${hash('sha256', key, 'base64url')}`
  }

  #tagKeys(tags: readonly string[]): readonly string[] {
    const known = this.#keysOfTags.get(tags)
    if (known) return known
    const keys = tags.map((tag) => `${this.#prefix}tag:${tag}`)
    this.#keysOfTags.set(tags, keys)
    return keys
  }
}

const none: readonly string[] = []

/** A mark that is gone says nothing, so that an entry with it is none. */
function isCurrent(at: number, mark: Buffer | null | undefined): boolean {
  return mark ? Number(mark.toString('latin1')) <= at : false
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((tag, index) => tag === other[index])
}

/** Bytes that are the same in every encoding, so that none has to be looked for. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
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
  return { answer, tags, freshUntil, staleUntil, graceUntil }
}
