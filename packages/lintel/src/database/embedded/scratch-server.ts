/** A server for databases that are thrown away: the one that is named, else an embedded one that forces nothing to disk. */
import { join } from 'node:path'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

export interface ScratchServer {
  readonly connectionString: string
  readonly kind: 'server' | 'embedded'
  /** Ends the embedded one, unless others use it. */
  stop(): Promise<void>
}

/** @param directory  of the project; the embedded server keeps its files in `.lintel` there */
export async function scratchServer(named: string | undefined, directory: string): Promise<ScratchServer> {
  if (named) return { connectionString: named, kind: 'server', stop: async () => undefined }
  // What is thrown away does not outlive a power cut, so nothing is forced to disk.
  const dataDir = join(directory, '.lintel', 'test-postgres')
  const embedded = await startEmbeddedPostgres({ dataDir, durable: false })
  return { connectionString: embedded.connectionString, kind: 'embedded', stop: () => embedded.stop() }
}
