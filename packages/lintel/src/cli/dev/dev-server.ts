/** Keeps one process serving the newest version of an application, and the next one waiting beside it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DerivedRoute } from '../summary/derived-routes.ts'
import type { FromServer, ToServer } from './messages.ts'

// Built beside this file; a process is started from built modules only.
const entry = fileURLToPath(new URL('./serving-process.js', import.meta.url))
/** A process that has not ended by then is killed. */
const stopTimeoutMs = 3_000

export interface DevServerOptions {
  readonly directory: string
  /** Shows the stacks of errors. */
  readonly isVerbose: boolean
  /** Told when nothing is served: the application failed to start, or ended. */
  readonly onDown: () => void
}

export class DevServer {
  readonly #options: DevServerOptions
  #serving: ChildProcess | undefined
  #standby: ChildProcess | undefined
  #routes: readonly DerivedRoute[] | undefined
  /** Starts and stops, one after the other. */
  #queue: Promise<void> = Promise.resolve()
  #isWanted = false
  #isStopped = false

  constructor(options: DevServerOptions) {
    this.#options = options
  }

  /** Serves what the files say now, in place of what was served before. */
  serve(since: number): void {
    // A change that comes while a reload waits is part of it.
    if (this.#isWanted || this.#isStopped) return
    this.#isWanted = true
    this.#queue = this.#queue.then(async () => {
      this.#isWanted = false
      await this.#end()
      if (!this.#isStopped) this.#begin(since)
    })
  }

  /** Lets requests under way come to their end. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#standby?.kill('SIGKILL')
    await this.#queue
    await this.#end()
  }

  kill(): void {
    this.#standby?.kill('SIGKILL')
    this.#serving?.kill('SIGKILL')
  }

  /** It is not waited for: a start that takes long, such as for a database, gives way to the next change. */
  #begin(since: number): void {
    const { directory, isVerbose, onDown } = this.#options
    const child = this.#standby ?? start()
    this.#standby = undefined
    this.#serving = child
    child.once('message', (told: FromServer) => {
      if (told.tell === 'serving') this.#routes = told.routes
      this.#prepareNext()
    })
    child.once('exit', () => {
      if (this.#serving !== child) return
      this.#serving = undefined
      this.#prepareNext()
      onDown()
    })
    const before = this.#routes ? { before: this.#routes } : {}
    send(child, { ask: 'serve', directory, since, isVerbose, ...before })
  }

  #prepareNext(): void {
    if (!this.#isStopped) this.#standby ??= start()
  }

  async #end(): Promise<void> {
    const child = this.#serving
    this.#serving = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    send(child, { ask: 'stop' })
    await ended
    clearTimeout(timer)
  }
}

function start(): ChildProcess {
  // Requests that are still under way must not hold up a reload for long.
  const env = { DRAIN_TIMEOUT_MS: '500', ...process.env }
  return fork(entry, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env })
}

/** A process that has just ended cannot be told anything; its exit says the rest. */
function send(child: ChildProcess, message: ToServer): void {
  child.send(message, () => undefined)
}
