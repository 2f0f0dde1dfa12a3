/** Which database an application runs on: a server where one is named, else one of our own. */
import { join } from 'node:path'
import { type Project, stateDirectory } from './project.ts'

export interface DatabaseAddress {
  readonly connectionString: string
  readonly kind: 'server' | 'embedded'
  /** What the embedded server is not for, as sentences to print. */
  readonly limits: readonly string[]
  readonly version?: string
  close(): Promise<void>
}

export async function databaseAddress(
  databaseUrl: string | undefined,
  project: Project,
): Promise<DatabaseAddress> {
  if (databaseUrl !== undefined) {
    return { connectionString: databaseUrl, kind: 'server', limits: [], close: async () => undefined }
  }
  // Loaded when asked for: an application on a server starts without it.
  const { startEmbeddedPostgres } = await import('../database/embedded/embedded-postgres.ts')
  const embedded = await startEmbeddedPostgres({ dataDir: join(stateDirectory(project), 'postgres') })
  const { connectionString, limits, version } = embedded
  return { connectionString, kind: 'embedded', limits, version, close: () => embedded.stop() }
}
