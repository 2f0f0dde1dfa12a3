/** Brings the server of a home directory up, counts its users, and takes it down after the last. */

import { resolve } from 'node:path'
import { type Account, chooseAccount } from './account.ts'
import { adoptServer } from './adopt-server.ts'
import { type BinarySource, locateBinaries } from './binaries.ts'
import type { Cluster, Transport } from './cluster.ts'
import { createDatabase, formatConnectionString } from './connection.ts'
import { isLocked, withDirectoryLock } from './directory-lock.ts'
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { runOnExit } from './exit-hook.ts'
import { openHomeDirectory } from './home-directory.ts'
import { initialise, readMajorVersion } from './initialise.ts'
import { launchServer } from './launch-server.ts'
import { hasLiveLease, takeLease } from './lease.ts'
import { describeLimits } from './limits.ts'
import { judgePostmaster, readPostmasterFile } from './postmaster-file.ts'
import { identifyProcess, signalProcess } from './process-identity.ts'
import type { RunningServer } from './running-server.ts'
import { stopServer } from './stop-server.ts'

/** What follows from the system by default, and is chosen freely by tests. */
export interface SupervisorOptions extends EmbeddedPostgresOptions {
  readonly transport: Transport
  readonly sources?: readonly BinarySource[]
  readonly nativeDirectory?: string
}

export async function supervise(options: SupervisorOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options)
  return withDirectoryLock(cluster.home.lock, async () => {
    const majorVersion = await readMajorVersion(cluster)
    const adopted = majorVersion === undefined ? undefined : await adoptServer(cluster)
    const server = adopted ?? (await startServer(cluster, options, majorVersion))
    try {
      await createDatabase(server.address, options.database ?? 'lintel')
    } catch (error) {
      if (!hasLiveLease(cluster.home.leases)) await stopServer(cluster)
      throw error
    }
    return describe(cluster, server, options, adopted !== undefined)
  })
}

async function openCluster({ dataDir, transport }: SupervisorOptions): Promise<Cluster> {
  const account: Account | undefined = await chooseAccount(resolve(dataDir))
  return { home: await openHomeDirectory(dataDir, account), account, transport }
}

async function startServer(
  cluster: Cluster,
  options: SupervisorOptions,
  majorVersion: number | undefined,
): Promise<RunningServer> {
  const { account, home } = cluster
  const isDurable = options.durable ?? true
  const { sources, nativeDirectory } = options
  const search = {
    storage: home.storage,
    account,
    preferredMajorVersion: majorVersion,
    sources,
    nativeDirectory,
  }
  const binaries = await locateBinaries(search)
  if (majorVersion === undefined) await initialise(cluster, binaries, isDurable)
  else if (majorVersion !== binaries.majorVersion)
    throw versionMismatch(cluster, majorVersion, binaries.version)
  return launchServer(cluster, { binaries, isDurable, port: options.port })
}

function describe(
  cluster: Cluster,
  server: RunningServer,
  options: SupervisorOptions,
  adopted: boolean,
): EmbeddedPostgres {
  const stop = takePart(cluster)
  return {
    connectionString: formatConnectionString(server.address, options.database ?? 'lintel'),
    version: server.version,
    source: server.source,
    adopted,
    limits: describeLimits(cluster, server),
    stop,
  }
}

/** Becomes one of the users of the server; the function given ends that, and the server after the last. */
function takePart(cluster: Cluster): () => Promise<void> {
  const { lock, leases } = cluster.home
  const lease = takeLease(leases)
  const forgetExit = runOnExit(() => {
    lease.release()
    if (!hasLiveLease(leases) && !isLocked(lock)) requestStopAtExit(cluster)
  })
  const leave = async () => {
    forgetExit()
    await withDirectoryLock(lock, async () => {
      lease.release()
      if (!hasLiveLease(leases)) await stopServer(cluster)
    })
  }
  let leaving: Promise<void> | undefined
  return () => {
    leaving ??= leave()
    return leaving
  }
}

// Windows has no signal for it; there the server stays and is adopted by the next start.
function requestStopAtExit({ home, transport }: Cluster): void {
  const file = readPostmasterFile(home.data)
  if (file === undefined || transport === 'tcp' || identifyProcess(file.pid) === undefined) return
  if (judgePostmaster(file.pid, home.data) !== 'other') signalProcess(file.pid, 'SIGINT')
}

function versionMismatch(cluster: Cluster, dataVersion: number, version: string): EmbeddedPostgresError {
  const { data, path } = cluster.home
  return new EmbeddedPostgresError(
    'version_mismatch',
    `The data directory ${data} was made by PostgreSQL ${dataVersion}, and the PostgreSQL found here is ${version}, ` +
      `which cannot open it. To keep the data, start PostgreSQL ${dataVersion} on it, pg_dump it and load the dump ` +
      `into a new directory; to start with an empty database, delete ${path}.`,
  )
}
