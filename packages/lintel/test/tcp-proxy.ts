/** A door between an application and its database that a test can shut, and open again. */

import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net'

const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5])
const terminated = errorResponse({
  S: 'FATAL',
  V: 'FATAL',
  C: '57P01',
  M: 'terminating connection due to administrator command',
})

/** A message of the protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = Object.entries(fields).map(([name, value]) => `${name}${value}\0`)
  const text = Buffer.from(`${body.join('')}\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(text.length + 4, 1)
  return Buffer.concat([head, text])
}

export class TcpProxy {
  readonly #target: NetConnectOpts
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #port = 0
  #frozen = false
  #farewell = false

  constructor(target: NetConnectOpts) {
    this.#target = target
  }

  get port(): number {
    return this.#port
  }

  /** Listens; on the port of before, where there was one. */
  async open(): Promise<void> {
    if (this.#server) return
    this.#server = createServer((client) => this.#join(client))
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    this.#port = typeof address === 'object' && address ? address.port : 0
  }

  /** Ends every connection and refuses new ones. */
  async shut(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    for (const socket of this.#sockets) socket.destroy()
    if (server) await new Promise((resolve) => server.close(resolve))
  }

  /** Keeps connections open, but nothing passes any more: a network that swallows packets. */
  freeze(frozen: boolean): void {
    this.#frozen = frozen
    for (const socket of this.#sockets) frozen ? socket.pause() : socket.resume()
  }

  /** The next answer of the server comes together with its word that it ends the connection. */
  endWithNextAnswer(): void {
    this.#farewell = true
  }

  #answered(chunk: Buffer): Buffer {
    const isReady = chunk.subarray(-6, -1).equals(readyForQuery)
    if (!this.#farewell || !isReady) return chunk
    this.#farewell = false
    return Buffer.concat([chunk, terminated])
  }

  #join(client: Socket): void {
    const server = connect(this.#target)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from)
      from.on('data', (chunk) => to.write(from === server ? this.#answered(chunk) : chunk))
      from.on('error', () => undefined)
      from.on('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
      if (this.#frozen) from.pause()
    }
  }
}

/** Where a connection string leads: a host and port, or a socket in a folder. */
export function databaseTarget(connectionString: string): NetConnectOpts {
  const folder = /[?&]host=([^&]+)/.exec(connectionString)?.[1]
  const port = Number(/[?&]port=(\d+)/.exec(connectionString)?.[1] ?? 5432)
  if (folder) return { path: `${decodeURIComponent(folder)}/.s.PGSQL.${port}` }
  const address = new URL(connectionString)
  return { host: address.hostname, port: Number(address.port || 5432) }
}

const database = /\/([^/?]+)(?=\?|$)/

/** The same database by the door, also where it is reached by a socket in a folder, which is no URL. */
export function throughProxy(connectionString: string, { port }: Pick<TcpProxy, 'port'>): string {
  const login = /^postgres(?:ql)?:\/\/([^@/]*)@/.exec(connectionString)?.[1] ?? 'postgres'
  return `postgres://${login}@127.0.0.1:${port}/${database.exec(connectionString)?.[1]}`
}

/** Another database of the same server. */
export function onSameServer(connectionString: string, other: string): string {
  return connectionString.replace(database, database.exec(other)?.[0] ?? '')
}
