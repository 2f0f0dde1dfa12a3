/** One request on its way through the stages. */
import type { IncomingMessage } from 'node:http'
import { parseQuery } from './headers/query.ts'
import type { RequestLife } from './request-life.ts'

export type QueryPairs = Readonly<Record<string, string | string[]>>

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

  constructor(options: {
    readonly id: string
    readonly path: string
    readonly search: string
    readonly params: Readonly<Record<string, string | undefined>>
    readonly message: IncomingMessage
    readonly life: RequestLife
    readonly address: string
  }) {
    this.id = options.id
    this.method = options.message.method ?? 'GET'
    this.path = options.path
    this.params = options.params
    this.message = options.message
    this.#life = options.life
    this.address = options.address
    this.#search = options.search
  }

  /** Aborted when the client goes away, the time is up, or the server stops. */
  get signal(): AbortSignal {
    return this.#life.signal
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

  header(name: string): string | undefined {
    const value = this.message.headers[name.toLowerCase()]
    return Array.isArray(value) ? value.join(', ') : value
  }
}
