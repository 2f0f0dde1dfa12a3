/** A query that keeps its rows as the texts that PostgreSQL sent: nothing is copied, converted or described. */
import { Query as DriverQuery, type QueryConfig } from 'pg'
import type { ResultRow } from './result-row.ts'

export type OnAnswer = (error: Error | null, rows: readonly ResultRow[]) => void

/** What the driver calls on a query while its answer arrives; its own type names none of it. */
interface DriverEvents {
  name: string | undefined
  callback: OnAnswer | undefined
}

interface DataRow {
  readonly fields: ResultRow
}

/** The part of the driver's connection that writes messages. */
interface DriverConnection {
  describe(): void
}

interface SubmittedQuery {
  /** Writes its messages. An error instead of an exception for a query that cannot be sent. */
  submit(connection: DriverConnection): Error | null
}

type DriverQueryClass = new (config: QueryConfig | string, values: unknown[]) => SubmittedQuery

// The driver copies its configuration property by property and builds a row object for each row; on a small
// statement that costs as much as the rest of it (`npm run bench:path`).
export class TextQuery extends (DriverQuery as unknown as DriverQueryClass) {
  readonly #rows: ResultRow[] = []

  constructor(text: string, name: string | undefined, values: unknown[]) {
    super(text, values)
    if (name !== undefined) this.#events.name = name
  }

  get #events(): DriverEvents {
    return this as unknown as DriverEvents
  }

  override submit(connection: DriverConnection): Error | null {
    return super.submit(withoutDescribe(connection))
  }

  handleRowDescription(): void {
    // Every column is text.
  }

  handleDataRow({ fields }: DataRow): void {
    this.#rows.push(fields)
  }

  handleCommandComplete(): void {
    // How many rows there are, the rows say.
  }

  handleError(error: Error): void {
    this.#end(error)
  }

  handleReadyForQuery(): void {
    this.#end(null)
  }

  onEnd(callback: OnAnswer): void {
    this.#events.callback = callback
  }

  /** Once: after values that cannot be sent, the driver tells of the error first and of an end of it later. */
  #end(error: Error | null): void {
    const { callback } = this.#events
    this.#events.callback = undefined
    callback?.(error, this.#rows)
  }
}

const undescribed = new WeakMap<DriverConnection, DriverConnection>()

/** The same connection, which does not ask what the columns are: the answer is long, and nobody reads it. */
function withoutDescribe(connection: DriverConnection): DriverConnection {
  const known = undescribed.get(connection)
  if (known) return known
  const quiet = Object.create(connection, { describe: { value: () => undefined } }) as DriverConnection
  undescribed.set(connection, quiet)
  return quiet
}
