/** A database of its own for a test: on the server that `TEST_DATABASE_URL` names, else on an embedded one. */
import { scratchServer } from '../database/embedded/scratch-server.ts'
import { ScratchDatabases } from '../database/verification/scratch-databases.ts'

export interface TestDatabase {
  readonly connectionString: string
  /** Removes the database. */
  drop(): Promise<void>
}

export async function createTestDatabase(directory = process.cwd()): Promise<TestDatabase> {
  const server = await scratchServer(process.env.TEST_DATABASE_URL, directory)
  const databases = new ScratchDatabases(server.connectionString, 'lintel_test')
  const { connectionString } = await databases.create()
  return {
    connectionString,
    drop: async () => {
      await databases.close()
      await server.stop()
    },
  }
}
