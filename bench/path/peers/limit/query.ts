/** How the bare server asks PostgreSQL: over a pool, or over a few pipelined connections. */

import { Client, Pool } from 'pg'

export interface Statement {
  readonly name: string
  readonly text: string
}

/** Runs a prepared statement and gives the one text column of its rows. */
export type QueryTexts = (statement: Statement, values: unknown[]) => Promise<readonly string[]>

export interface Database {
  readonly query: QueryTexts
  readonly close: () => Promise<void>
}

interface Queryable {
  query(config: Statement & { values: unknown[]; rowMode: 'array' }): Promise<{ rows: unknown[][] }>
}

/** Ten connections, one statement at a time on each. */
export function openPool(url: string): Database {
  const pool = new Pool({ connectionString: url, max: 10, idleTimeoutMillis: 60_000 })
  pool.on('error', () => undefined)
  return { query: (statement, values) => run(pool, statement, values), close: () => pool.end() }
}

/**
 * Four connections, each with many statements on their way. pg sends every statement at once with a Sync of its
 * own, so each stays a transaction of its own; PostgreSQL answers them one after the other.
 */
export async function openPipelined(url: string): Promise<Database> {
  const clients = Array.from({ length: 4 }, () => new Client({ connectionString: url, pipeline: true }))
  await Promise.all(clients.map((client) => client.connect()))
  let turn = 0
  return {
    query: (statement, values) => run(clients[turn++ % clients.length]!, statement, values),
    close: async () => void (await Promise.all(clients.map((client) => client.end()))),
  }
}

async function run(queryable: Queryable, { name, text }: Statement, values: unknown[]) {
  const { rows } = await queryable.query({ name, text, values, rowMode: 'array' })
  return rows.map((row) => row[0] as string)
}
