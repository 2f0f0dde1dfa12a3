/** A client that sends a body bit by bit, waits for each to leave, and hears an answer that comes before the end. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer by asserting it
  readonly body: any
}

export class SlowClient {
  readonly #socket: Socket
  readonly #isChunked: boolean
  readonly #received: Buffer[] = []
  #isClosed = false

  private constructor(url: string, head: readonly string[], isChunked: boolean) {
    const { hostname, port } = new URL(url)
    this.#isChunked = isChunked
    this.#socket = connect(Number(port), hostname)
    this.#socket.on('data', (chunk) => this.#received.push(chunk))
    this.#socket.on('error', () => undefined)
    this.#socket.on('close', () => {
      this.#isClosed = true
    })
    this.#socket.write(`${head.join('\r\n')}\r\n\r\n`)
  }

  /** Without a `content-length` the body goes in chunks. */
  static open(url: string, route: string, headers: Readonly<Record<string, string | number>>): SlowClient {
    const isChunked = !('content-length' in headers)
    const all = {
      host: 'x',
      connection: 'close',
      ...headers,
      ...(isChunked ? { 'transfer-encoding': 'chunked' } : {}),
    }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
    return new SlowClient(url, [`${route} HTTP/1.1`, ...lines], isChunked)
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  async send(body: Uint8Array | string): Promise<void> {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    if (bytes.length === 0 || this.#isClosed) return
    if (this.#isChunked) this.#socket.write(`${bytes.length.toString(16)}\r\n`)
    this.#socket.write(bytes)
    const isRoom = this.#isChunked ? this.#socket.write('\r\n') : !this.#socket.writableNeedDrain
    const over = new AbortController()
    const { signal } = over
    const events = ['drain', 'close'].map((event) =>
      once(this.#socket, event, { signal }).catch(() => undefined),
    )
    if (!isRoom && !this.#isClosed) await Promise.race(events)
    over.abort()
  }

  async end(body: Uint8Array | string = ''): Promise<void> {
    await this.send(body)
    if (this.#isChunked && !this.#isClosed) this.#socket.write('0\r\n\r\n')
  }

  /** What came until the server closed the connection. */
  async answer(): Promise<Answer> {
    if (!this.#isClosed) await once(this.#socket, 'close').catch(() => undefined)
    const [head = '', ...rest] = Buffer.concat(this.#received).toString('utf8').split('\r\n\r\n')
    const [status = '', ...lines] = head.split('\r\n')
    const headers = new Headers(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
    )
    const text = rest.join('\r\n\r\n')
    return {
      status: Number(status.split(' ')[1] ?? 0),
      headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }

  leave(): void {
    this.#socket.destroy()
  }
}
