/** Stops the server and waits for its end. */

import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { runAs } from './account.ts'
import { executable, locateBinaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { judgePostmaster, readPostmasterFile } from './postmaster-file.ts'
import { identifyProcess, isStillRunning, type ProcessIdentity, signalProcess } from './process-identity.ts'
import { serverEnvironment } from './server-environment.ts'
import { removeSocketDirectory } from './socket-directory.ts'

const run = promisify(execFile)
const POLL_MS = 10
const FAST_SHUTDOWN_MS = 15_000
const IMMEDIATE_SHUTDOWN_MS = 5_000

/** Stops whatever server runs in the data directory, if any. Fast shutdown: open transactions are rolled back. After 15 s an immediate one, which the next start recovers. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const { data } = cluster.home
  const file = readPostmasterFile(data)
  const identity = file && identifyProcess(file.pid)
  if (file === undefined || identity === undefined || judgePostmaster(file.pid, data) === 'other') return
  await endProcess(cluster, identity)
  await removeSocketDirectory(file.socketDirectory)
}

async function endProcess(cluster: Cluster, identity: ProcessIdentity): Promise<void> {
  await requestShutdown(cluster, identity.pid, 'fast')
  if (await hasEnded(cluster, identity, FAST_SHUTDOWN_MS)) return
  await requestShutdown(cluster, identity.pid, 'immediate')
  if (await hasEnded(cluster, identity, IMMEDIATE_SHUTDOWN_MS)) return
  throw new EmbeddedPostgresError(
    'server_unreachable',
    `The embedded PostgreSQL (process ${identity.pid}) in ${cluster.home.data} does not stop. ` +
      `End that process; its log is ${cluster.home.log}.`,
  )
}

// postgres(1): SIGINT is the fast shutdown, SIGQUIT the immediate one. Windows has neither signal.
async function requestShutdown(cluster: Cluster, pid: number, mode: 'fast' | 'immediate'): Promise<void> {
  if (cluster.transport === 'socket') return signalProcess(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
  const { home, account } = cluster
  const search = { storage: home.storage, account, preferredMajorVersion: undefined }
  const program = executable((await locateBinaries(search)).directory, 'pg_ctl')
  const options = { ...runAs(account), cwd: home.storage, env: serverEnvironment() }
  // -W: the waiting is ours, so that a slow server gets the same time on every system.
  await run(program, ['stop', '-W', '-m', mode, '-D', home.data], options).catch(() => undefined)
}

async function hasEnded(cluster: Cluster, identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (isStillRunning(identity)) {
    // The file goes last; a process that its parent has not collected yet still looks alive on some systems.
    const isGone = readPostmasterFile(cluster.home.data)?.pid !== identity.pid
    if (Date.now() > deadline) return isGone
    await sleep(POLL_MS)
  }
  return true
}
