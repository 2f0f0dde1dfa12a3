/** An outside identity provider on a port of its own: its discovery document, its keys, and how often it was asked. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type IssuerKey, issuerKey } from './forged-token.ts'

export class IdentityProvider {
  readonly issuer: string
  /** What it publishes; the first one signs. */
  keys: IssuerKey[] = [issuerKey('first')]
  /** What it answers instead, while it is set. */
  fault: ((response: ServerResponse) => void) | undefined
  /** What stands in its discovery document beside or instead of the rest. */
  discovery: object = {}
  readonly asked: string[] = []
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async start(): Promise<IdentityProvider> {
    let provider: IdentityProvider | undefined
    const server = createServer((request, response) => provider?.answer(request.url ?? '', response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    provider = new IdentityProvider(server)
    return provider
  }

  answer(path: string, response: ServerResponse): void {
    this.asked.push(path)
    if (this.fault) {
      this.fault(response)
      return
    }
    const found = this.documents()[path]
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ?? {}))
  }

  documents(): Record<string, object> {
    return {
      '/.well-known/openid-configuration': {
        issuer: this.issuer,
        jwks_uri: `${this.issuer}/keys`,
        ...this.discovery,
      },
      '/keys': { keys: this.keys.map(({ jwk }) => jwk) },
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
