/** One database server for all tests of a run: the one that TEST_DATABASE_URL names, else an embedded one. */
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts'

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return async () => undefined
  const dataDir = join(process.cwd(), '.lintel', 'test-postgres')
  const server = await startEmbeddedPostgres({ dataDir, durable: false })
  process.env.TEST_DATABASE_URL = server.connectionString
  return () => server.stop()
}
