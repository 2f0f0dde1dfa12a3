/** A PostgreSQL server of one's own, to be ended and started again. */
import { execFile } from 'node:child_process'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

export class PostgresCluster {
  readonly #directory: string
  readonly #port: number

  private constructor(directory: string, port: number) {
    this.#directory = directory
    this.#port = port
  }

  connectionString(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.#port}/${database}`
  }

  static async start(): Promise<PostgresCluster> {
    const directory = await mkdtemp(join(tmpdir(), 'lintel-faults-'))
    await chmod(directory, 0o700)
    if (userInfo().uid === 0) {
      const { stdout } = await run('id', ['-u', 'postgres'])
      await chown(directory, Number(stdout), -1)
    }
    const cluster = new PostgresCluster(directory, await freePort())
    await asPostgres('initdb', ['-D', join(directory, 'data'), '-U', 'postgres', '-A', 'trust', '-N'])
    await cluster.#begin()
    return cluster
  }

  /** @param mode  `immediate`: as when its machine loses power */
  async restart(mode: 'fast' | 'immediate', awayMs: number): Promise<void> {
    await asPostgres('pg_ctl', ['-D', join(this.#directory, 'data'), 'stop', '-m', mode, '-w'])
    await new Promise((resolve) => setTimeout(resolve, awayMs))
    await this.#begin()
  }

  async remove(): Promise<void> {
    await asPostgres('pg_ctl', ['-D', join(this.#directory, 'data'), 'stop', '-m', 'immediate', '-w'])
    await rm(this.#directory, { recursive: true, force: true })
  }

  async #begin(): Promise<void> {
    const options = `-p ${this.#port} -k ${this.#directory} -c listen_addresses=127.0.0.1 -c max_connections=200`
    await asPostgres('pg_ctl', [
      ...['-D', join(this.#directory, 'data'), '-l', join(this.#directory, 'log')],
      ...['-o', options, 'start', '-w'],
    ])
  }
}

/** Its programs refuse to run as root. */
async function asPostgres(program: string, words: readonly string[]): Promise<void> {
  const { stdout } = await run('sh', [
    '-c',
    'ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1',
  ])
  const path = stdout.trim() === '' ? program : join(stdout.trim(), program)
  if (userInfo().uid === 0) await run('runuser', ['-u', 'postgres', '--', path, ...words])
  else await run(path, [...words])
}
