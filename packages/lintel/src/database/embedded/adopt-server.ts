/** Takes over a server that runs already: another process's, or one that outlived the process that started it. */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { hasLiveLease } from './lease.ts'
import { judgePostmaster, type PostmasterFile, readPostmasterFile } from './postmaster-file.ts'
import { identifyProcess } from './process-identity.ts'
import { contactServer, type RunningServer } from './running-server.ts'
import { stopServer } from './stop-server.ts'

const POLL_MS = 20
// Recovery after a crash replays at most max_wal_size (1 GB) of log.
const READY_WITHIN_MS = 60_000

/**
 * Gives the server that runs in the data directory, once it answers; undefined when none does.
 *
 * @throws  EmbeddedPostgresError `server_unreachable` when one runs but nobody can connect to it
 */
export async function adoptServer(cluster: Cluster): Promise<RunningServer | undefined> {
  const { data } = cluster.home
  const deadline = Date.now() + READY_WITHIN_MS
  for (;;) {
    const file = readPostmasterFile(data)
    if (file === undefined) return undefined
    const isRunning = identifyProcess(file.pid) !== undefined
    if (!isRunning || judgePostmaster(file.pid, data) === 'other') return forgetPostmaster(cluster, file)
    const answer = await contactServer(cluster, file).catch((error: Error) => error)
    if (answer instanceof Error) return replaceUnreachable(cluster, file, answer)
    if (answer !== 'not-yet') return answer
    if (Date.now() > deadline) throw unreachable(cluster, file, new Error('it does not become ready'))
    await sleep(POLL_MS)
  }
}

// The number in the file is nobody's, or was given to another program since, which PostgreSQL would take for a
// running server. A server in another container has a number we cannot see, but answers on the shared socket.
async function forgetPostmaster(cluster: Cluster, file: PostmasterFile): Promise<undefined> {
  const answer = await contactServer(cluster, { ...file, isReady: true }).catch(() => undefined)
  if (answer !== undefined) throw unreachable(cluster, file, new Error('it runs in another container'))
  await rm(join(cluster.home.data, 'postmaster.pid'), { force: true })
}

// Its socket was deleted, for example by a cleaner of the temporary directory. Stopped only when it is
// surely ours and nobody's connections are cut.
async function replaceUnreachable(cluster: Cluster, file: PostmasterFile, cause: Error): Promise<undefined> {
  // The server may have stopped between reading the file and connecting.
  if (identifyProcess(file.pid) === undefined) return
  const isOurs = judgePostmaster(file.pid, cluster.home.data) === 'ours'
  if (cause instanceof EmbeddedPostgresError) throw cause
  if (!isOurs || hasLiveLease(cluster.home.leases)) throw unreachable(cluster, file, cause)
  await stopServer(cluster)
}

function unreachable(cluster: Cluster, file: PostmasterFile, cause: Error): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'server_unreachable',
    `A PostgreSQL (process ${file.pid}) runs in ${cluster.home.data} but cannot be used: ${cause.message}. ` +
      `End that process and start again; its log is ${cluster.home.log}.`,
    { cause },
  )
}
