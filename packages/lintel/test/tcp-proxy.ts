/** A door between an application and its database that a test can shut, and open again. */

import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net'

export class TcpProxy {
  readonly #target: NetConnectOpts
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #port = 0
  #frozen = false

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

  #join(client: Socket): void {
    const server = connect(this.#target)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from)
      from.on('data', (chunk) => to.write(chunk))
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
