/** The one connection of a process that waits for messages of other sessions, and is opened again when it breaks. */
import type { Socket } from 'node:net'
import { Client } from 'pg'
import { clientConfig } from './session.ts'

export interface ListenerOptions {
  readonly connectionString: string
  /** Under which the database shows it; those of one name hear the same. */
  readonly name?: string
  /** It is asked so often whether it is still there (default 2,000), and has as long to answer. */
  readonly heartbeatMs?: number
}

export interface Subscription {
  readonly channels: readonly string[]
  readonly onMessage: (channel: string, payload: string) => void
  /**
   * After a gap messages may have been missed.
   *
   * @param wasCovered  another listener of this name has heard what this one missed
   */
  readonly onConnected: (wasCovered: boolean) => void
  /** Nothing is heard from now on. */
  readonly onLost?: () => void
}

const firstWaitMs = 100
const longestWaitMs = 5_000
const defaultHeartbeatMs = 2_000

// The oldest of them has nobody to ask, so that of any two one is not covered.
const older = `SELECT EXISTS (
  SELECT FROM pg_stat_activity other, pg_stat_activity own
  WHERE own.pid = pg_backend_pid() AND other.pid <> own.pid AND other.datname = own.datname
    AND other.application_name = own.application_name AND other.backend_start < own.backend_start
) AS covered`

export class Listener {
  readonly #options: ListenerOptions
  readonly #subscriptions: Subscription[] = []
  #client: Client | undefined
  #timer: NodeJS.Timeout | undefined
  #heartbeat: NodeJS.Timeout | undefined
  #failures = 0
  #isClosed = false
  #hears = false

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** To be said before it is opened. */
  subscribe(subscription: Subscription): void {
    this.#subscriptions.push(subscription)
  }

  /** Never throws: a database that is away is waited for. */
  async open(): Promise<void> {
    const { connectionString, name = 'lintel listener' } = this.#options
    const client = new Client(clientConfig({ connectionString, applicationName: name }))
    client.on('error', () => this.#lose(client))
    client.on('notification', ({ channel, payload }) => this.#tell(channel, payload ?? ''))
    client.on('end', () => this.#lose(client))
    this.#client = client
    try {
      await client.connect()
      const channels = this.#subscriptions.flatMap((each) => each.channels)
      await client.query(channels.map((channel) => `LISTEN ${channel}`).join('; '))
      const { rows } = await client.query<{ readonly covered: boolean }>(older)
      if (this.#client !== client) return
      this.#failures = 0
      this.#hears = true
      this.#beat(client)
      for (const { onConnected } of this.#subscriptions) onConnected(rows[0]?.covered ?? false)
    } catch {
      this.#lose(client)
    }
  }

  #tell(channel: string, payload: string): void {
    for (const { channels, onMessage } of this.#subscriptions)
      if (channels.includes(channel)) onMessage(channel, payload)
  }

  /** A network that swallows packets ends no connection: one that does not answer is taken for lost. */
  #beat(client: Client): void {
    const everyMs = this.#options.heartbeatMs ?? defaultHeartbeatMs
    this.#heartbeat = setTimeout(() => {
      const late = setTimeout(() => this.#lose(client), everyMs)
      client
        .query('SELECT 1')
        .then(() => {
          clearTimeout(late)
          if (this.#client === client && !this.#isClosed) this.#beat(client)
        })
        .catch(() => {
          clearTimeout(late)
          this.#lose(client)
        })
    }, everyMs)
    this.#heartbeat.unref()
  }

  #lose(client: Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    clearTimeout(this.#heartbeat)
    // Its socket may never say that it has closed.
    ;(client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
    if (this.#hears) for (const { onLost } of this.#subscriptions) onLost?.()
    this.#hears = false
    if (this.#isClosed) return
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** this.#failures++) * (0.5 + Math.random() / 2)
    this.#timer = setTimeout(() => void this.open(), waitMs)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    clearTimeout(this.#heartbeat)
    await this.#client?.end().catch(() => undefined)
  }
}
