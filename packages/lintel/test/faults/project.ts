/** An application as its users have it: a folder, a database of its own, the built command. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import type { PostgresCluster } from './postgres-cluster.ts'
import { ServiceProcess } from './processes.ts'

const packageRoot = fileURLToPath(new URL('../..', import.meta.url))

export class Project {
  readonly #directory: string
  readonly #databaseUrl: string

  constructor(directory: string, databaseUrl: string) {
    this.#directory = directory
    this.#databaseUrl = databaseUrl
  }

  start(jobs: 'here' | 'elsewhere', brokerUrl: string): ServiceProcess {
    return new ServiceProcess({ directory: this.#directory, environment: this.#environment(jobs, brokerUrl) })
  }

  async lintel(...words: readonly string[]): Promise<void> {
    const command = join(packageRoot, 'bin', 'lintel.js')
    const env = { PATH: process.env.PATH, ...this.#environment('elsewhere', 'amqp://127.0.0.1') }
    await promisify(execFile)(process.execPath, [command, ...words], { cwd: this.#directory, env })
  }

  #environment(jobs: 'here' | 'elsewhere', brokerUrl: string): Record<string, string> {
    return {
      DATABASE_URL: this.#databaseUrl,
      BROKER_URL: brokerUrl,
      JOBS: jobs,
      JOB_LEASE_MS: '1000',
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_POOL_SIZE: '6',
    }
  }

  /** `undefined` where the server is away, which may be meant. */
  async ask<T>(work: (client: Client) => Promise<T>): Promise<T | undefined> {
    const client = new Client({ connectionString: this.#databaseUrl, connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return await work(client)
    } catch {
      return undefined
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  async remove(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true })
  }
}

/** @param application  a file beside this one, and the name of its database */
export async function makeProject(application: string, cluster: PostgresCluster): Promise<Project> {
  const directory = await mkdtemp(join(tmpdir(), 'lintel-faults-project-'))
  await mkdir(join(directory, 'node_modules'))
  await mkdir(join(directory, 'src'))
  await symlink(packageRoot, join(directory, 'node_modules', 'lintel'), 'dir')
  const manifest = { name: 'faults', type: 'module', lintel: { application: 'src/app.mjs' } }
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest))
  const source = fileURLToPath(new URL(`./${application}.mjs`, import.meta.url))
  await symlink(source, join(directory, 'src', 'app.mjs'))
  const client = new Client({ connectionString: cluster.connectionString('postgres') })
  await client.connect()
  await client.query(`CREATE DATABASE ${application}`)
  await client.end()
  const project = new Project(directory, cluster.connectionString(application))
  await project.lintel('plan', '--name', 'first')
  await project.lintel('migrate', 'up')
  return project
}
