// In charge of one HTTP request and its whole answer, within a time limit.

import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly body: string | undefined
}

export interface HttpAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: string
}

/**
 * Sends a request on a connection of its own; redirects are answers like any other.
 *
 * @param timeoutMs   for everything, from connecting to the last byte
 * @throws            Error with a short reason: refused, dropped, too slow, body not UTF-8
 */
export async function exchange(request: HttpRequest, timeoutMs: number): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const message = await send(request, signal)
    const body = await readBody(message)
    return { status: message.statusCode ?? 0, headers: headersOf(message), body }
  } catch (error) {
    if (signal.aborted) throw new Error(`no complete answer within ${timeoutMs} ms`)
    throw new Error(reasonOf(error), { cause: error })
  }
}

function send(request: HttpRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const url = new URL(request.url)
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: request.method,
      // Without a shared agent no kept-alive connection can be closed under the next request.
      agent: false,
      signal,
    })
    for (const { name, value } of request.headers) outgoing.appendHeader(name, value)
    if (!outgoing.hasHeader('Accept')) outgoing.setHeader('Accept', '*/*')
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
    outgoing.end(request.body)
  })
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
}

function headersOf(message: IncomingMessage): HttpAnswer['headers'] {
  return new Map(Object.entries(message.headersDistinct).map(([name, values]) => [name, values ?? []]))
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // A refused connection may arrive as an AggregateError, whose message is empty.
  return error.message || (error as NodeJS.ErrnoException).code || error.name
}
