/** The HTTP server: limits, the request's life, and the drain before it ends. */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Observe } from '../spec/observation.ts'
import type { Principal } from '../spec/principal.ts'
import { ClientAborted } from './body/client-aborted.ts'
import { type CorsRules, corsHeaders, preflightHeaders } from './cors.ts'
import { type Answer, answer, type Pipeline } from './pipeline.ts'
import { problemReply } from './problem-reply.ts'
import { writeReply } from './reply.ts'
import { RequestLife } from './request-life.ts'
import { requestProblem } from './request-problems.ts'

export interface ServerOptions {
  readonly pipeline: Pipeline
  readonly observe: Observe
  readonly cors: CorsRules
  /** A request that takes longer is answered 503 and its work aborted (default 30,000). */
  readonly requestTimeoutMs: number
  /** Requests beyond these are answered 503 at once (default 1,000). */
  readonly maxInFlight: number
  /** Proxies in front whose `X-Forwarded-For` is believed; 0: the peer is the client. */
  readonly trustedProxies: number
  /** `max-age` of HSTS where the public address is https. */
  readonly hstsSeconds?: number
  /** Absent: plain HTTP, behind a proxy that ends TLS. */
  readonly tls?: TlsFiles
}

/** PEM, as it stands in the files. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
  /** Whose client certificates are believed; absent: nobody is asked for one. */
  readonly ca?: string
}

// Slow clients hold a socket, not a worker; these are the longest that one may dawdle.
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 61_000,
  maxHeaderSize: 16_384,
  connectionsCheckingInterval: 2_000,
}

export class HttpServer {
  readonly #options: ServerOptions
  readonly #server: Server
  /** Requests under way whose handlers may have to be told that the server stops. */
  readonly #lives = new Set<RequestLife>()
  #inFlight = 0
  #draining = false

  constructor(options: ServerOptions) {
    this.#options = options
    const { tls } = options
    const listener = (message: IncomingMessage, response: ServerResponse) => {
      void this.#serve(message, response)
    }
    // People come without a certificate, and a certificate that nobody vouches for counts for none.
    const secure = { ...limits, ...tls, requestCert: tls?.ca !== undefined, rejectUnauthorized: false }
    this.#server = tls ? createSecureServer(secure, listener) : createServer(limits, listener)
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
      // RFC 9112 §3: what cannot be read as HTTP is refused and the connection closed.
      const status =
        error.code === 'HPE_HEADER_OVERFLOW'
          ? '431 Request Header Fields Too Large'
          : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
            ? '408 Request Timeout'
            : '400 Bad Request'
      return socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
    })
  }

  get inFlight(): number {
    return this.#inFlight
  }

  get isDraining(): boolean {
    return this.#draining
  }

  /** @param port  0 takes any free one */
  async listen(port: number, host: string): Promise<AddressInfo> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => resolve(this.#server.off('error', reject) && undefined))
    })
    return this.#server.address() as AddressInfo
  }

  /**
   * Says "not ready", lets load balancers notice, takes no new connections, and waits for requests under way.
   *
   * @returns how many requests were cut off after `timeoutMs`
   */
  async drain({
    delayMs,
    timeoutMs,
  }: {
    readonly delayMs: number
    readonly timeoutMs: number
  }): Promise<number> {
    this.#draining = true
    this.#options.observe({ event: 'draining', inFlight: this.#inFlight })
    if (delayMs > 0) await delay(delayMs)
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeIdleConnections()
    const late = AbortSignal.timeout(timeoutMs)
    await Promise.race([
      closed,
      new Promise((resolve) => late.addEventListener('abort', resolve, { once: true })),
    ])
    const unfinished = this.#inFlight
    for (const life of this.#lives) life.abort(new DOMException('The server stops.', 'AbortError'))
    this.#server.closeAllConnections()
    return unfinished
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now()
    const id = requestId(message)
    const life = new RequestLife(this.#lives, startedAt + this.#options.requestTimeoutMs)
    this.#inFlight++
    response.once('close', () => {
      this.#inFlight--
      life.end()
    })
    let answered: Answer | undefined
    try {
      answered =
        this.#inFlight > this.#options.maxInFlight && !isHealthCheck(message)
          ? this.#refused('overloaded', id, message)
          : await this.#answer(id, message, life)
      await this.#write(answered, message, response, id)
    } catch (error) {
      // The client went away, or a stream broke: what was begun must not look whole.
      if (!(error instanceof ClientAborted) && !response.destroyed && !message.destroyed) {
        this.#options.observe({ event: 'fault', requestId: id, where: 'response', error })
      }
      response.destroy()
    }
    if (answered) this.#observe(id, message, answered, performance.now() - startedAt)
  }

  /** The answer, or 503 when it takes too long: also for a handler that does not listen to its signal. */
  #answer(id: string, message: IncomingMessage, life: RequestLife): Promise<Answer> {
    const { pipeline, requestTimeoutMs } = this.#options
    const incoming = { id, message, life, address: this.#address(message) }
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        life.abort(new DOMException('The request took too long.', 'TimeoutError'))
        resolve(this.#refused('request_timed_out', id, message))
      }, requestTimeoutMs)
      void answer(incoming, pipeline).then((answered) => {
        clearTimeout(timer)
        resolve(answered)
      })
    })
  }

  /** Refused before, or in spite of, what the stages say. */
  #refused(code: 'overloaded' | 'request_timed_out', requestId: string, message: IncomingMessage): Answer {
    const { errorFormat: format, challenge } = this.#options.pipeline
    const problem = requestProblem(code, { headers: { 'retry-after': '1' } })
    const reply = problemReply(problem, { requestId, accept: message.headers.accept, format, challenge })
    return { reply, route: 'none', problem }
  }

  async #write(
    { reply }: Answer,
    message: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    if (response.destroyed) return
    const { cors, hstsSeconds } = this.#options
    const headers: Record<string, string> = corsHeaders(message, cors)
    if (reply.headers?.allow !== undefined && 'access-control-allow-origin' in headers) {
      Object.assign(headers, preflightHeaders(message, reply.headers.allow))
    }
    if (hstsSeconds !== undefined)
      headers['strict-transport-security'] = `max-age=${hstsSeconds}; includeSubDomains`
    // A body that was not read whole would be taken for the next request.
    if (this.#draining || !message.complete) headers.connection = 'close'
    await writeReply(reply, { response, requestId, headers, headOnly: message.method === 'HEAD' })
  }

  #observe(requestId: string, message: IncomingMessage, answered: Answer, durationMs: number): void {
    const { route, reply, problem, principal } = answered
    this.#options.observe({
      event: 'request',
      requestId,
      method: message.method ?? 'GET',
      route,
      status: reply.status,
      durationMs,
      ...(problem ? { code: problem.code } : {}),
      ...(principal ? named(principal) : {}),
    })
  }

  /** The client's address: what the outermost trusted proxy saw. Headers of anybody else are not believed. */
  #address(message: IncomingMessage): string {
    const { trustedProxies } = this.#options
    const peer = message.socket.remoteAddress ?? 'unknown'
    const forwarded = message.headers['x-forwarded-for']
    if (trustedProxies === 0 || typeof forwarded !== 'string') return peer
    const hops = forwarded.split(',').map((hop) => hop.trim())
    return hops.at(-trustedProxies) ?? hops[0] ?? peer
  }
}

/** Who called, for the log; nothing for an anonymous caller. */
function named(principal: Principal): { readonly principal?: string } {
  if (principal.isSignedIn) return { principal: principal.id }
  return principal.service === undefined ? {} : { principal: `service:${principal.service}` }
}

const plainId = /^[\w.:-]{1,128}$/

/** The caller's own request id where it is harmless in a log, so that one id follows a request through systems. */
function requestId(message: IncomingMessage): string {
  const given = message.headers['x-request-id']
  return typeof given === 'string' && plainId.test(given) ? given : randomUUID()
}

/** Whoever asks whether a busy process lives must hear that it does, or it is killed for being busy. */
function isHealthCheck(message: IncomingMessage): boolean {
  return message.url?.startsWith('/health/') ?? false
}
