/** One plain connection for one piece of work: migrations, seeds, a doctor's look. */
import { Client } from 'pg'
import { databaseUnavailable } from './database-problems.ts'
import { clientConfig } from './session.ts'

/** @throws Problem `database_unavailable` when there is no connection */
export async function withClient<T>(
  connectionString: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  // Migrations set their own limits.
  const client = new Client(clientConfig({ connectionString, statementTimeoutMs: 0, lockTimeoutMs: 0 }))
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    void client.end().catch(() => undefined)
    throw databaseUnavailable(error)
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
