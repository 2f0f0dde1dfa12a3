/** Answers as data, and the one place that writes them to a socket. */
import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Values of `Set-Cookie`, each a header of its own. */
  readonly cookies?: readonly string[]
  /** JSON text or other bytes; a stream for downloads. Absent: no content. */
  readonly body?: string | Buffer | Readable
  /** Default `application/json; charset=utf-8` where there is a body. */
  readonly mediaType?: string
}

// What every answer of an API says to browsers (OWASP REST Security Cheat Sheet, "Security Headers").
const standing: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  // An answer belongs to whoever asked; a route that may be shared says so itself.
  ['cache-control', 'no-store'],
]

export interface Destination {
  readonly response: ServerResponse
  readonly requestId: string
  /** HEAD has the headers of GET and no body. */
  readonly headOnly: boolean
  readonly headers: Readonly<Record<string, string>>
}

export async function writeReply(reply: Reply, destination: Destination): Promise<void> {
  const { response, headOnly } = destination
  const { status, body } = reply
  const all = headerList(reply, destination)
  if (body === undefined) {
    // RFC 9110 §8.6: neither 204 nor 304 has a Content-Length.
    if (status !== 204 && status !== 304) all.push('content-length', '0')
    response.writeHead(status, all).end()
    return
  }
  all.push('content-type', reply.mediaType ?? 'application/json; charset=utf-8')
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    all.push('content-length', String(Buffer.byteLength(body)))
    response.writeHead(status, all)
    response.end(headOnly ? undefined : body)
    return
  }
  response.writeHead(status, all)
  if (headOnly) {
    body.destroy()
    response.end()
    return
  }
  // When either side breaks the other is closed: a half answer must not look whole.
  await pipeline(body, response)
}

/** Names and values in turn, the form that Node writes without a copy. The reply's own come before what stands for all. */
function headerList({ headers: own, cookies }: Reply, { requestId, headers }: Destination): string[] {
  const list = ['x-request-id', requestId]
  for (const [name, value] of standing) if (own?.[name] === undefined) list.push(name, value)
  for (const name in headers) if (own?.[name] === undefined) list.push(name, headers[name] as string)
  for (const name in own) {
    const value = own[name] as string
    list.push(name, name === 'vary' && headers.vary !== undefined ? `${headers.vary}, ${value}` : value)
  }
  for (const cookie of cookies ?? []) list.push('set-cookie', cookie)
  return list
}
