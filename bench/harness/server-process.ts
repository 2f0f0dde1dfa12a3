/** Starts one server under test, waits until it is ready, ends it with everything it started. */

import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const readyWithinMs = 30_000
const stopWithinMs = 5_000

export interface ServerCommand {
  readonly name: string
  /** Program and arguments. It gets PORT, and is ready by GET /health/ready. */
  readonly command: readonly string[]
}

export interface ServerProcess<Server extends ServerCommand = ServerCommand> {
  readonly server: Server
  readonly port: number
  /** Also the process group: what the command starts is measured and ended with it. */
  readonly pid: number
  /** @throws Error with the end of the server's output when it ends or is not ready within 30 s */
  readonly ready: () => Promise<void>
  readonly stop: () => Promise<void>
  /** What it has printed. */
  readonly output: () => string
}

/** Spawns the command. @throws Error when it cannot be spawned */
export function startServer<Server extends ServerCommand>(
  server: Server,
  port: number,
  environment: Readonly<Record<string, string>>,
): ServerProcess<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-'))
  const logFile = join(folder, 'output.log')
  // A file, not a pipe: reading a server's log would take time from what is measured.
  const log = openSync(logFile, 'w')
  const child = spawn(server.command[0]!, server.command.slice(1), {
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), ...environment },
    stdio: ['ignore', log, log],
    detached: true,
  })
  if (child.pid === undefined) throw new Error(`${server.name}: cannot start ${server.command.join(' ')}`)
  const output = () => readFileSync(logFile, 'utf8')
  const ready = () =>
    waitUntilReady(child, port).catch((error: Error) => {
      throw new Error(`${server.name}: ${error.message}\n${output().slice(-4000)}`)
    })
  let stopping: Promise<void> | undefined
  const stop = () => {
    // Once: later its number may be that of another process.
    stopping ??= stopGroup(child).finally(() => rmSync(folder, { recursive: true, force: true }))
    return stopping
  }
  return { server, port, pid: child.pid, ready, stop, output }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port could be found.')
  return address.port
}

async function waitUntilReady(child: ChildProcess, port: number): Promise<void> {
  const deadlineMs = Date.now() + readyWithinMs
  while (Date.now() < deadlineMs) {
    if (hasEnded(child)) throw new Error('the server ended before it was ready.')
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined)
    await response?.arrayBuffer()
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`GET /health/ready did not answer 200 within ${readyWithinMs} ms.`)
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) {
    const ended = once(child, 'exit')
    signalGroup(child, 'SIGTERM')
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), stopWithinMs)
    await ended
    clearTimeout(timer)
  }
  // Whatever the command left behind in its group.
  signalGroup(child, 'SIGKILL')
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal)
  } catch {
    // No process is left in the group.
  }
}
