/** The database of a project, for one piece of work that needs no running application. */
import type { ClientBase } from 'pg'
import { withClient } from '../../database/client.ts'
import { type DatabaseAddress, databaseAddress } from '../../service/database-address.ts'
import type { Project } from '../../service/project.ts'
import { databaseUrlOf } from '../../service/settings.ts'

/**
 * Runs `work` on the server that `DATABASE_URL` names, else on the embedded one, which is started for it.
 *
 * @throws Problem `database_unavailable`, ConfigurationError, EmbeddedPostgresError
 */
export async function withProjectDatabase<T>(
  project: Project,
  work: (client: ClientBase, address: DatabaseAddress) => Promise<T>,
): Promise<T> {
  const address = await databaseAddress(databaseUrlOf(process.env), project)
  try {
    return await withClient(address.connectionString, (client) => work(client, address))
  } finally {
    await address.close()
  }
}
