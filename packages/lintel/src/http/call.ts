/** One request on its way through the stages. */
import type { IncomingMessage } from 'node:http'
import { parseQuery } from './headers/query.ts'
import type { RequestLife } from './request-life.ts'

export type QueryPairs = Readonly<Record<string, string | string[]>>

/** What came in, before anything is known of it. */
export interface Incoming {
  readonly id: string
  readonly message: IncomingMessage
  readonly life: RequestLife
  readonly address: string
}

/** Where the router took it. */
interface Target {
  readonly path: string
  readonly search: string
  readonly params: Readonly<Record<string, string | undefined>>
}

export class Call {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Names of the route's template and their decoded texts. */
  readonly params: Readonly<Record<string, string | undefined>>
  readonly message: IncomingMessage
  readonly address: string
  readonly #life: RequestLife
  readonly #search: string
  #query: QueryPairs | undefined
  #cookies: string[] | undefined
  /** Where the caller stands with its limits, for every answer. */
  limitHeaders: { readonly 'ratelimit-policy': string; readonly ratelimit: string } | undefined
  /** The bytes that were sent, where somebody has read them already. */
  body: Buffer | undefined
  /** Where the answer sends a browser on to. */
  location: string | undefined

  constructor({ id, message, life, address }: Incoming, { path, search, params }: Target) {
    this.id = id
    this.method = message.method ?? 'GET'
    this.path = path
    this.params = params
    this.message = message
    this.#life = life
    this.address = address
    this.#search = search
  }

  /** The same request, wanted for as long as somebody else says. */
  detached(life: RequestLife): Call {
    const { id, message, address, path, params } = this
    return new Call({ id, message, life, address }, { path, search: this.#search, params })
  }

  /** Aborted when the client goes away, the time is up, or the server stops. */
  get signal(): AbortSignal {
    return this.#life.signal
  }

  /** When it must be answered, on the clock of `performance.now()`. */
  get deadlineMs(): number {
    return this.#life.deadlineMs
  }

  /** The query as it was sent, without `?`. */
  get search(): string {
    return this.#search
  }

  /** @throws Problem (400) for a query that is not well-formed */
  get query(): QueryPairs {
    this.#query ??= this.#search === '' ? {} : parseQuery(this.#search)
    return this.#query
  }

  /** Values of `Set-Cookie` that go along with the answer, whatever it is. */
  get cookies(): readonly string[] | undefined {
    return this.#cookies
  }

  setCookie(cookie: string): void {
    this.#cookies ??= []
    this.#cookies.push(cookie)
  }

  header(name: string): string | undefined {
    const value = this.message.headers[name.toLowerCase()]
    return Array.isArray(value) ? value.join(', ') : value
  }
}
