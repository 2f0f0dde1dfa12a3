// In charge of a server that the runner starts itself: a free port, readiness, its output, its end.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { exchange } from './http-exchange.ts'

export interface StartOptions {
  /** For the shell; gets `PORT` in its environment. */
  readonly command: string
  readonly readyPath: string
  /** Default 60_000. */
  readonly readyTimeoutMs?: number
  /** From SIGTERM to SIGKILL. Default 10_000. */
  readonly stopTimeoutMs?: number
}

/** The server ended, or was not ready in time; the message ends with its output. */
export class ServerStartError extends Error {
  override readonly name = 'ServerStartError'
}

const keptOutput = 20_000
const pollEveryMs = 200
const pollTimeoutMs = 2_000

/** Starts a server on a free port. It is to be stopped whatever happens next, also when it never becomes ready. */
export async function launchServer(options: StartOptions): Promise<StartedServer> {
  return new StartedServer(options, await freePort())
}

export class StartedServer {
  readonly host: string
  readonly #options: StartOptions
  readonly #child: ChildProcess
  readonly #closed: Promise<unknown>
  #output = ''
  #ending: string | undefined

  constructor(options: StartOptions, port: number) {
    this.host = `http://127.0.0.1:${port}`
    this.#options = options
    // A process group of its own: what the shell starts must end with it.
    this.#child = spawn(options.command, {
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PORT: String(port) },
    })
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.#keep(text))
    }
    this.#child.once('error', (error) => this.#end(error.message))
    this.#child.once('exit', (code, signal) => this.#end(signal ? `ended by ${signal}` : `exit code ${code}`))
    // Whatever ends the runner, the server does not outlive it.
    const kill = () => this.#signal('SIGKILL')
    process.once('exit', kill)
    // `close` rather than `exit`: it waits for every process that still holds the output.
    this.#closed = once(this.#child, 'close')
      .catch(() => undefined)
      .finally(() => process.off('exit', kill))
  }

  /** How the process ended, in words; `undefined` while it runs. */
  get ending(): string | undefined {
    return this.#ending
  }

  /** The last part of what the server wrote. */
  get output(): string {
    return this.#output
  }

  /**
   * Waits until the ready path answers 2xx.
   *
   * @throws  ServerStartError when the server ends first, or is not ready in time
   */
  async untilReady(): Promise<void> {
    const timeoutMs = this.#options.readyTimeoutMs ?? 60_000
    const url = this.host + this.#options.readyPath
    const deadline = Date.now() + timeoutMs
    let last = 'no attempt'
    while (Date.now() < deadline) {
      if (this.#ending) throw this.#startError(`the server ended before it was ready (${this.#ending})`)
      last = await statusOf(url)
      if (/^2\d\d$/.test(last)) return
      await delay(pollEveryMs)
    }
    throw this.#startError(`the server was not ready within ${timeoutMs} ms: ${url} gave ${last}`)
  }

  /**
   * Sends SIGTERM, waits for the end, and sends SIGKILL after `stopTimeoutMs`.
   *
   * @returns  how it ended, in words
   */
  async stop(): Promise<string> {
    const stopTimeoutMs = this.#options.stopTimeoutMs ?? 10_000
    this.#signal('SIGTERM')
    const inTime = await Promise.race([
      this.#closed.then(() => true),
      delay(stopTimeoutMs, false, { ref: false }),
    ])
    if (!inTime) {
      this.#signal('SIGKILL')
      await this.#closed
      return `it did not end within ${stopTimeoutMs} ms after SIGTERM and was killed`
    }
    return this.#ending ?? 'ended'
  }

  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (this.#child.pid === undefined) return
    try {
      process.kill(-this.#child.pid, signal)
    } catch (error) {
      // ESRCH: the whole group has ended already.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }

  #keep(text: string): void {
    this.#output = (this.#output + text).slice(-keptOutput)
  }

  #end(how: string): void {
    this.#ending ??= how
  }

  #startError(problem: string): ServerStartError {
    return new ServerStartError(`${problem}\n${this.#output.trim() || '(it wrote nothing)'}`)
  }
}

async function statusOf(url: string): Promise<string> {
  try {
    const answer = await exchange({ method: 'GET', url, headers: [], body: undefined }, pollTimeoutMs)
    return String(answer.status)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('the system gave no free port')
  return address.port
}
