/** Processes of the built application, which are killed and replaced. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../bin/lintel.js', import.meta.url))

export interface ProcessOptions {
  readonly directory: string
  readonly environment: Readonly<Record<string, string>>
}

export class ServiceProcess {
  readonly child: ChildProcess
  readonly #said: Promise<string>
  #isServing = false

  constructor({ directory, environment }: ProcessOptions) {
    this.child = spawn(process.execPath, [command, 'start', '--summary'], {
      cwd: directory,
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    // They begin all the time: the broker that comes back must not wait for all of them.
    if (this.child.pid !== undefined) setPriority(this.child.pid, 10)
    this.#said = new Promise((resolve) => {
      let text = ''
      this.child.stdout?.setEncoding('utf8').on('data', (more: string) => {
        text = `${text}${more}`.slice(-20_000)
        const [, url] = /serves (http:\S+)/.exec(text) ?? []
        if (!url) return
        this.#isServing = true
        resolve(url)
      })
    })
  }

  url(): Promise<string> {
    return this.#said
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  /** Since it has begun: one that is killed on its way there has done no work that could be lost. */
  get isServing(): boolean {
    return this.#isServing && this.isAlive
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    if (!this.isAlive) return
    const ended = once(this.child, 'exit')
    this.child.kill(signal)
    await ended
  }
}
