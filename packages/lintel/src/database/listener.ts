/** A connection that waits for messages of other sessions, and is opened again when it breaks. */
import { Client } from 'pg'
import { clientConfig } from './session.ts'

export interface ListenerOptions {
  readonly connectionString: string
  readonly channels: readonly string[]
  readonly onMessage: (channel: string, payload: string) => void
  /** After a gap messages may have been missed. */
  readonly onConnected: () => void
}

const firstWaitMs = 100
const longestWaitMs = 5_000

export class Listener {
  readonly #options: ListenerOptions
  #client: Client | undefined
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #isClosed = false

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** Never throws: a database that is away is waited for. */
  async open(): Promise<void> {
    const { connectionString, channels, onMessage, onConnected } = this.#options
    const client = new Client(clientConfig({ connectionString, applicationName: 'lintel listener' }))
    client.on('error', () => undefined)
    client.on('notification', ({ channel, payload }) => onMessage(channel, payload ?? ''))
    client.on('end', () => this.#again(client))
    this.#client = client
    try {
      await client.connect()
      await client.query(channels.map((channel) => `LISTEN ${channel}`).join('; '))
      this.#failures = 0
      onConnected()
    } catch {
      await client.end().catch(() => undefined)
      this.#again(client)
    }
  }

  #again(client: Client): void {
    if (this.#isClosed || this.#client !== client) return
    this.#client = undefined
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** this.#failures++) * (0.5 + Math.random() / 2)
    this.#timer = setTimeout(() => void this.open(), waitMs)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => undefined)
  }
}
