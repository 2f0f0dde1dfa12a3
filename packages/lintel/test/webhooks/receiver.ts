/** A receiver of webhooks as others write them: verified by the reference implementation of Standard Webhooks. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook as Reference } from 'standardwebhooks'

export interface ReceivedDelivery {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** @returns the status, or nothing where it answers itself or never */
type Answer = (delivery: ReceivedDelivery, response: ServerResponse) => number | undefined

export class Receiver {
  readonly #server: Server
  readonly received: ReceivedDelivery[] = []
  answer: Answer = () => 204

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { url: path = '', headers } = request
      const delivery = { path, headers, body: Buffer.concat(chunks).toString() }
      this.received.push(delivery)
      const status = this.answer(delivery, response)
      if (status !== undefined) response.writeHead(status).end()
    })
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`
  }

  at(path: string): readonly ReceivedDelivery[] {
    return this.received.filter((each) => each.path === path)
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

/** @throws WebhookVerificationError of the reference implementation */
export function verifiedBy(secret: string, { body, headers }: ReceivedDelivery): unknown {
  return new Reference(secret).verify(body, headers as Record<string, string>)
}
