/** Connections of a benchmark to PostgreSQL, for what is done outside of any measurement. */

import { Client } from 'pg'

/** A database of the server to measure on, by a role that may create databases. */
export const adminUrl = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** Runs one statement on a connection of its own. */
export async function runStatement(url: string, statement: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(statement)
  })
}

/** Gives `work` a connection and closes it afterwards, also after an error. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  // The drop at the end may cut the connection of a statement at work; that statement fails by itself.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
