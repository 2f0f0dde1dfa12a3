/** Starts a server on the data directory and waits until it answers. */

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { contactServer, type RunningServer } from './running-server.ts'
import { prepareLog, readLogTail } from './server-log.ts'
import { type ServerSettings, settingOptions } from './server-settings.ts'
import { createSocketDirectory, removeSocketDirectory } from './socket-directory.ts'
import { spawnServer } from './spawn-server.ts'

export interface LaunchOptions {
  readonly binaries: Binaries
  readonly isDurable: boolean
  readonly port: number | undefined
}

const POLL_MS = 5
const READY_WITHIN_MS = 60_000
const DEFAULT_SOCKET_PORT = 5432
const PREDECESSOR_GONE_WITHIN_MS = 5_000
const RETRY_MS = 100

/** @throws EmbeddedPostgresError `start_failed` with the last lines of the server's log */
export async function launchServer(cluster: Cluster, options: LaunchOptions): Promise<RunningServer> {
  const settings = await chooseSettings(cluster, options)
  const deadline = Date.now() + PREDECESSOR_GONE_WITHIN_MS
  for (;;) {
    const logStart = await prepareLog(cluster.home.log, cluster.account)
    const server = await tryLaunch(cluster, options.binaries, settings).catch((error: Error) => error)
    if (!(server instanceof Error)) return server
    const tail = await readLogTail(cluster.home.log, logStart)
    if (!isPredecessorEnding(tail) || Date.now() > deadline) {
      await removeSocketDirectory(settings.socketDirectory)
      throw startFailed(cluster, server, tail)
    }
    await sleep(RETRY_MS)
  }
}

// The main process was killed, and its children take a moment to notice.
function isPredecessorEnding(log: string): boolean {
  return /pre-existing shared memory block/.test(log)
}

async function tryLaunch(
  cluster: Cluster,
  binaries: Binaries,
  settings: ServerSettings,
): Promise<RunningServer> {
  const child = await spawnServer(cluster, binaries, settingOptions(settings))
  try {
    return await waitUntilReady(cluster, child)
  } catch (error) {
    child?.kill('SIGQUIT')
    throw error
  }
}

async function waitUntilReady(cluster: Cluster, child: ChildProcess | undefined): Promise<RunningServer> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (Date.now() < deadline) {
    if (child && (child.exitCode ?? child.signalCode) !== null) {
      throw new Error(`the server ended with ${child.signalCode ?? `code ${child.exitCode}`}`)
    }
    const file = readPostmasterFile(cluster.home.data)
    const isNew = file !== undefined && (child === undefined || file.pid === child.pid)
    const server = isNew ? await contactServer(cluster, file) : 'not-yet'
    if (server !== 'not-yet') return server
    await sleep(POLL_MS)
  }
  throw new Error(`the server was not ready after ${READY_WITHIN_MS / 1000} s`)
}

async function chooseSettings(cluster: Cluster, options: LaunchOptions): Promise<ServerSettings> {
  const fixed = { source: options.binaries.source, isDurable: options.isDurable }
  if (cluster.transport === 'tcp') {
    return { ...fixed, port: options.port ?? (await findFreePort()), socketDirectory: undefined }
  }
  // The number is only part of the socket's name here.
  const port = options.port ?? DEFAULT_SOCKET_PORT
  const socketDirectory = await createSocketDirectory(cluster.home.storage, port, cluster.account)
  return { ...fixed, port, socketDirectory }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
  return address.port
}

function startFailed({ home }: Cluster, cause: Error, logTail: string): EmbeddedPostgresError {
  if (cause instanceof EmbeddedPostgresError) return cause
  return new EmbeddedPostgresError(
    'start_failed',
    `PostgreSQL did not start in ${home.data}: ${cause.message}. The end of ${home.log}:\n` +
      `${logTail || '(empty)'}\n` +
      `Mend what it names, delete ${home.path} to start with an empty database, or set DATABASE_URL.`,
    { cause },
  )
}
