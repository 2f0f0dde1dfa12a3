/** A database of its own for a test: on the server that `TEST_DATABASE_URL` names, else on an embedded one. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { withClient } from '../database/client.ts'
import { startEmbeddedPostgres } from '../database/embedded/embedded-postgres.ts'
import { quoted } from '../plan/sql/column.ts'

export interface TestDatabase {
  readonly connectionString: string
  /** Removes the database. */
  drop(): Promise<void>
}

export async function createTestDatabase(directory = process.cwd()): Promise<TestDatabase> {
  const server = await testServer(directory)
  const name = `lintel_test_${randomBytes(6).toString('hex')}`
  await withClient(server.connectionString, (client) => client.query(`CREATE DATABASE ${quoted(name)}`))
  return {
    connectionString: withDatabase(server.connectionString, name),
    drop: async () => {
      await withClient(server.connectionString, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`),
      )
      await server.stop()
    },
  }
}

async function testServer(directory: string): Promise<{ connectionString: string; stop(): Promise<void> }> {
  const named = process.env.TEST_DATABASE_URL
  if (named) return { connectionString: named, stop: async () => undefined }
  // Tests do not outlive a power cut, so nothing is forced to disk.
  return startEmbeddedPostgres({ dataDir: join(directory, '.lintel', 'test-postgres'), durable: false })
}

function withDatabase(connectionString: string, name: string): string {
  // The authority of a socket address is empty, which URL cannot parse; the path is what comes after it.
  return connectionString.replace(/^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${name}`)
}
