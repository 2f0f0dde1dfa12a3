/** Gives tests throw-away directories, and processes that use an embedded server; cleans both up. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, afterEach } from 'vitest'
import type { EmbeddedPostgres } from './embedded-postgres.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { identifyProcess } from './process-identity.ts'
import type { SupervisorOptions } from './supervisor.ts'

const directories: string[] = []
const homes: string[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await endLeftovers()
})

afterAll(async () => {
  await endLeftovers()
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
})

/** A fresh directory that other accounts may walk through, deleted after the tests of the file. */
export async function scratchDirectory(): Promise<string> {
  const directory = await mkdtemp('/tmp/lintel-embedded-')
  await chmod(directory, 0o755)
  directories.push(directory)
  return directory
}

/** A home directory for a server, not created yet, below these parents; what runs there is ended after each test. */
export async function scratchHome(...parents: string[]): Promise<string> {
  const home = join(await scratchDirectory(), ...parents, 'home')
  homes.push(home)
  return home
}

export interface ServerUser {
  readonly pid: number
  /** The answer of `supervise` in that process, or what it failed with. */
  readonly server: Promise<Omit<EmbeddedPostgres, 'stop'> & { error?: string }>
  tell(what: 'stop' | 'exit'): Promise<void>
  kill(): Promise<void>
}

/** Starts a Node process that uses the server until it is told otherwise. */
export function startServerUser(
  options: SupervisorOptions,
  account?: { uid: number; gid: number },
): ServerUser {
  const script = fileURLToPath(new URL('./server-user.fixture.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...account,
  })
  children.push(child)
  const ended = once(child, 'exit')
  return {
    pid: child.pid!,
    server: once(createInterface(child.stdout), 'line').then(([line]) => JSON.parse(line)),
    tell: async (what) => {
      child.stdin.write(`${what}\n`)
      await ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs statements on one connection and gives the rows of the last. */
export async function query(connectionString: string, ...statements: string[]) {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

/** The number of the server process of a home directory, while it runs. */
export function runningPostmaster(home: string): number | undefined {
  const pid = readPostmasterFile(join(home, 'data'))?.pid
  return pid !== undefined && identifyProcess(pid) ? pid : undefined
}

/** Does any process, a zombie included, still have this number? */
export function isInProcessTable(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/comm`, 'utf8').includes('postgres')
}

async function endLeftovers(): Promise<void> {
  for (const home of homes) {
    await endLeftover(join(home, 'data'))
    await endLeftover(join(home, 'storage', 'data'))
  }
}

async function endLeftover(data: string): Promise<void> {
  const file = readPostmasterFile(data)
  const identity = file && identifyProcess(file.pid)
  if (!identity || !readFileSync(`/proc/${identity.pid}/comm`, 'utf8').includes('postgres')) return
  process.kill(identity.pid, 'SIGQUIT')
  while (identifyProcess(identity.pid)) await new Promise((done) => setTimeout(done, 10))
}
