/** A broker of one's own, to be killed and started again: beside the one that the machine runs. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'

export type BrokerName = 'rabbitmq' | 'redis' | 'nats'

const startMs = 180_000

interface Place {
  readonly directory: string
  readonly port: number
}

interface Kind {
  readonly scheme: string
  readonly prepare?: (place: Place) => Promise<void>
  readonly start: (place: Place) => Promise<ChildProcess>
  /** The process that holds the data, where it is not the one that was started. */
  readonly pidFile?: (place: Place) => string
}

const kinds: Readonly<Record<BrokerName, Kind>> = {
  rabbitmq: {
    scheme: 'amqp',
    // The one of the machine has its port in its configuration, and Debian's script runs it in its folder.
    prepare: ({ directory, port }) =>
      writeFile(join(directory, 'rabbitmq.conf'), `listeners.tcp.1 = 127.0.0.1:${port}\n`),
    start: async ({ directory, port }) =>
      spawn('rabbitmq-server', [], {
        stdio: 'ignore',
        env: {
          PATH: `/usr/lib/rabbitmq/bin:${process.env.PATH}`,
          HOME: directory,
          RABBITMQ_CONFIG_FILE: join(directory, 'rabbitmq.conf'),
          RABBITMQ_NODENAME: `lintel-faults-${port}@localhost`,
          RABBITMQ_DIST_PORT: String(await freePort()),
          RABBITMQ_MNESIA_BASE: join(directory, 'data'),
          RABBITMQ_LOG_BASE: join(directory, 'log'),
          RABBITMQ_PID_FILE: join(directory, 'pid'),
          RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, 'plugins'),
        },
      }),
    pidFile: ({ directory }) => join(directory, 'pid'),
  },
  redis: {
    scheme: 'redis',
    start: async ({ directory, port }) =>
      spawn(
        'redis-server',
        [
          ...['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', ''],
          ...['--appendonly', 'yes', '--appendfsync', 'always'],
        ],
        { stdio: 'ignore' },
      ),
  },
  nats: {
    scheme: 'nats',
    start: async ({ directory, port }) =>
      spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', directory], {
        stdio: 'ignore',
        env: { PATH: `${process.env.PATH}:/usr/sbin` },
      }),
  },
}

export class BrokerServer {
  readonly port: number
  readonly #kind: Kind
  readonly #place: Place
  #child: ChildProcess | undefined

  private constructor(name: BrokerName, place: Place) {
    this.#kind = kinds[name]
    this.#place = place
    this.port = place.port
  }

  static async start(name: BrokerName): Promise<BrokerServer> {
    const directory = await mkdtemp(join(tmpdir(), 'lintel-broker-'))
    const server = new BrokerServer(name, { directory, port: await freePort() })
    await server.#kind.prepare?.(server.#place)
    await server.#begin()
    return server
  }

  url(port: number): string {
    const credentials = this.#kind.scheme === 'amqp' ? 'guest:guest@' : ''
    return `${this.#kind.scheme}://${credentials}127.0.0.1:${port}`
  }

  /** Kills it as a power cut would, and starts it again on what it has on its disk. */
  async restart(awayMs: number): Promise<void> {
    await this.#kill()
    await pause(awayMs)
    await this.#begin()
  }

  async remove(): Promise<void> {
    await this.#kill()
    await rm(this.#place.directory, { recursive: true, force: true })
  }

  async #kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    const file = this.#kind.pidFile?.(this.#place)
    const pid = file ? Number(await readFile(file, 'utf8').catch(() => '')) : child?.pid
    const ended =
      child && child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
    if (pid) process.kill(pid, 'SIGKILL')
    await ended
  }

  async #begin(): Promise<void> {
    await mkdir(this.#place.directory, { recursive: true })
    this.#child = await this.#kind.start(this.#place)
    this.#child.on('error', (error) => console.error(error.message))
    const deadline = Date.now() + startMs
    while (!(await this.#answers())) {
      if (Date.now() > deadline) throw new Error(`The broker did not start in ${startMs} ms.`)
      await pause(100)
    }
  }

  async #answers(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return true
    } catch {
      return false
    } finally {
      socket.destroy()
    }
  }
}
