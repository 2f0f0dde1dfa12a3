/** Describes a server that answers, whoever started it. */

import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { BinarySource } from './binaries.ts'
import type { Cluster, ServerAddress } from './cluster.ts'
import { readServerFacts } from './connection.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { PostmasterFile } from './postmaster-file.ts'

export interface RunningServer {
  readonly pid: number
  readonly address: ServerAddress
  readonly version: string
  readonly source: BinarySource
  readonly isDurable: boolean
}

// PostgreSQL, appendix A: cannot_connect_now, while the server starts, recovers or stops.
const CANNOT_CONNECT_NOW = '57P03'

/** Gives the server, or 'not-yet' while it starts or stops; throws the driver's error when nobody answers. */
export async function contactServer(
  cluster: Cluster,
  file: PostmasterFile,
): Promise<RunningServer | 'not-yet'> {
  if (!file.isReady || file.port === undefined) return 'not-yet'
  const address = await addressOf(cluster, file.socketDirectory, file.port)
  try {
    const { dataDirectory, ...facts } = await readServerFacts(address)
    // Compared as paths: on Windows the server writes forward slashes.
    if (relative(dataDirectory, cluster.home.data) === '') return { pid: file.pid, address, ...facts }
  } catch (error) {
    if ((error as { code?: string }).code === CANNOT_CONNECT_NOW) return 'not-yet'
    throw error
  }
  throw new Error('another server answers at its address')
}

async function addressOf(cluster: Cluster, directory: string, port: number): Promise<ServerAddress> {
  if (cluster.transport === 'socket') return { transport: 'socket', directory, port }
  const file = cluster.home.password
  const password = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new EmbeddedPostgresError(
      'directory_unusable',
      `The password of the embedded PostgreSQL cannot be read from ${file}: ${cause.message}. ` +
        `Restore the file, or delete ${cluster.home.path} to start with an empty database.`,
      { cause },
    )
  })
  return { transport: 'tcp', port, password }
}
