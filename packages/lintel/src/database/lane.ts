/** One connection on which statements follow each other without waiting for answers, and which opens itself again. */
import { Client } from 'pg'
import type { Arguments } from '../plan/sql/statement.ts'
import { databaseUnavailable, isOutdatedPlan, isUnprepared } from './database-problems.ts'
import { PreparedNames } from './prepared-names.ts'
import { queryRows, queryTexts, type RowArguments } from './query.ts'
import type { ResultRow } from './result-row.ts'
import { clientConfig, type SessionOptions, setupOf } from './session.ts'
import type { NamedStatement } from './statement-cache.ts'

/** After a failed attempt the next statement is refused at once until this has passed, so that callers do not pile up. */
const retryAfterMs = 250

export class Lane {
  /** Statements sent and not yet answered. */
  inFlight = 0
  readonly #options: SessionOptions
  readonly #names = new PreparedNames()
  #client: Client | undefined
  #opening: Promise<Client> | undefined
  #failedAt = 0
  #lastFailure: unknown
  #closed = false

  constructor(options: SessionOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#client !== undefined
  }

  /**
   * Runs one statement as a transaction of its own.
   *
   * @throws Problem `database_unavailable` when there is no connection; the server's error otherwise
   */
  async run(statement: NamedStatement, parameters: Arguments): Promise<readonly ResultRow[]> {
    return this.#prepared(statement, (client, prepared) => queryTexts(client, prepared, parameters))
  }

  /** The same, with rows as objects. */
  async rows(statement: NamedStatement, parameters: RowArguments): Promise<readonly object[]> {
    return this.#prepared(statement, (client, prepared) => queryRows(client, prepared, parameters))
  }

  /** Once more where it failed for how it was prepared: nothing was done, and a migration may be the reason. */
  async #prepared<T>(
    statement: NamedStatement,
    query: (client: Client, prepared: NamedStatement) => Promise<T>,
  ): Promise<T> {
    const first = this.#names.of(statement)
    try {
      return await this.#send((client) => query(client, first))
    } catch (error) {
      if (isOutdatedPlan(error)) this.#names.renew(statement, first)
      else if (!isUnprepared(error)) throw error
      return this.#send((client) => query(client, this.#names.of(statement)))
    }
  }

  async #send<T>(query: (client: Client) => Promise<T>): Promise<T> {
    this.inFlight++
    try {
      return await query(this.#client ?? (await this.open()))
    } finally {
      this.inFlight--
    }
  }

  open(): Promise<Client> {
    if (this.#closed) return Promise.reject(databaseUnavailable(new Error('The connections are closed.')))
    if (Date.now() - this.#failedAt < retryAfterMs)
      return Promise.reject(databaseUnavailable(this.#lastFailure))
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async close(): Promise<void> {
    this.#closed = true
    const client = this.#client
    this.#client = undefined
    await client?.end()
  }

  async #connect(): Promise<Client> {
    // Results are always read whole, which is what pipelining asks for.
    const client = new Client({ ...clientConfig(this.#options), pipeline: true } as ConstructorParameters<
      typeof Client
    >[0])
    // Without a listener a killed backend would end the process.
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    try {
      await client.connect()
      await client.query(setupOf(this.#options))
    } catch (error) {
      this.#failedAt = Date.now()
      this.#lastFailure = error
      void client.end().catch(() => undefined)
      throw databaseUnavailable(error)
    }
    this.#client = client
    return client
  }

  #lose(client: Client): void {
    if (this.#client === client) this.#client = undefined
  }
}
