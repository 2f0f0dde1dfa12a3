/** The one connection of a process to Redis or Valkey: nobody waits for one that is away, and it comes back by itself. */
import type { Redis as Client } from 'ioredis'
import type { Observe } from '../../spec/observation.ts'

export interface RedisOptions {
  /** `redis://user:password@host:6379/0`, or `rediss:` for TLS. */
  readonly url: string
  readonly observe: Observe
  /** A command that takes longer has failed (default 250). */
  readonly commandTimeoutMs?: number
}

/** What Redis was asked and did not do: it is away, or too slow to be worth waiting for. */
export class RedisUnavailable extends Error {
  constructor(cause?: unknown) {
    super('Redis does not answer.', { cause })
    this.name = 'RedisUnavailable'
  }
}

type Argument = string | Buffer | number

/** A program that Redis runs as one step. */
export interface RedisScript {
  readonly name: string
  readonly lua: string
}

const defaultCommandTimeoutMs = 250

/** After a command that timed out nobody waits for another until so much later. */
const restMs = 1_000

export class Redis {
  readonly #client: Client
  readonly #observe: Observe
  readonly #onReady = new Set<() => void>()
  readonly #scripts = new Set<string>()
  #restsUntil = 0
  #isAway = false

  constructor(client: Client, observe: Observe) {
    this.#client = client
    this.#observe = observe
    client.on('ready', () => this.#ready())
    // Without a listener an error would end the process.
    client.on('error', (error: Error) => this.#away(error))
    client.on('close', () => this.#away())
  }

  /** Whether it is worth asking now. */
  get isReady(): boolean {
    return this.#client.status === 'ready' && Date.now() >= this.#restsUntil
  }

  /** Told when it answers again after it was away: what was said meanwhile was not heard. */
  onReady(listener: () => void): void {
    this.#onReady.add(listener)
  }

  /** @throws RedisUnavailable, at once where it is known to be away; the server's error otherwise */
  command(name: string, ...values: readonly Argument[]): Promise<unknown> {
    return this.#ask(() => this.#client.callBuffer(name, ...(values as Argument[])))
  }

  /** @throws as `command` */
  script({ name, lua }: RedisScript, keys: readonly string[], values: readonly Argument[]): Promise<unknown> {
    if (!this.#scripts.has(name)) {
      this.#client.defineCommand(name, { lua })
      this.#scripts.add(name)
    }
    const scripts = this.#client as unknown as Record<
      string,
      (...parts: readonly Argument[]) => Promise<unknown>
    >
    return this.#ask(async () => scripts[`${name}Buffer`]?.(keys.length, ...keys, ...values))
  }

  async close(): Promise<void> {
    this.#onReady.clear()
    this.#client.disconnect()
  }

  async #ask(ask: () => Promise<unknown>): Promise<unknown> {
    if (!this.isReady) throw new RedisUnavailable()
    try {
      return await ask()
    } catch (error) {
      if (error instanceof Error && error.name === 'ReplyError') throw error
      this.#rest(error)
      throw new RedisUnavailable(error)
    }
  }

  #rest(error: unknown): void {
    this.#restsUntil = Date.now() + restMs
    this.#away(error)
    setTimeout(() => {
      if (this.#client.status === 'ready') this.#ready()
    }, restMs).unref()
  }

  #away(error?: unknown): void {
    if (this.#isAway) return
    this.#isAway = true
    this.#observe({ event: 'redis', state: 'unreachable', ...(error ? { error } : {}) })
  }

  #ready(): void {
    const wasAway = this.#isAway
    this.#isAway = false
    if (!wasAway) return
    this.#observe({ event: 'redis', state: 'reachable' })
    for (const listener of this.#onReady) listener()
  }
}

/** Does not wait for the server: what asks it before it is there goes without. */
export async function openRedis({ url, observe, commandTimeoutMs }: RedisOptions): Promise<Redis> {
  const { Redis: Client } = await import('ioredis').catch((cause: unknown) => {
    throw new Error('REDIS_URL needs the package ioredis: npm install ioredis', { cause })
  })
  const client = new Client(url, {
    connectionName: 'lintel',
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: commandTimeoutMs ?? defaultCommandTimeoutMs,
    connectTimeout: 3_000,
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(2_000, 50 * 2 ** Math.min(times, 6)) * (0.5 + Math.random() / 2),
  })
  return new Redis(client, observe)
}
