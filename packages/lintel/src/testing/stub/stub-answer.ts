/** What a stub answers, down to an answer that breaks off. */
import type { ServerResponse } from 'node:http'

export interface StubResponse {
  readonly headers?: Readonly<Record<string, string>>
  /** Objects are sent as JSON, text as it is. */
  readonly body?: object | string
}

interface Content extends StubResponse {
  readonly status: number
  readonly isCut?: boolean
}

/** Made by the tools of a handler. */
export class StubAnswer {
  readonly content: Content

  constructor(content: Content) {
    this.content = content
  }
}

export async function writeStubAnswer(response: ServerResponse, { content }: StubAnswer): Promise<void> {
  const { status, headers = {}, body, isCut = false } = content
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const type = text === '' ? {} : { 'content-type': 'application/json' }
  if (!isCut) {
    response.writeHead(status, { ...type, ...headers }).end(text)
    return
  }
  response.writeHead(status, { ...type, ...headers, 'content-length': '100' })
  await new Promise((resolve) => response.write('{"cut":', resolve))
  response.socket?.resetAndDestroy()
}
