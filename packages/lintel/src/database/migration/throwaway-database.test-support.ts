/** Databases for tests: created empty, dropped at the end. */
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { application } from '../../spec/application.ts'
import type { ApplicationModel } from '../../spec/model.ts'

const server = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

export interface ThrowawayDatabase {
  readonly client: Client
  /** One more session on it. */
  connect(applicationName?: string): Promise<Client>
  /** As if it had just been created. */
  clear(): Promise<void>
  drop(): Promise<void>
}

export async function createThrowawayDatabase(): Promise<ThrowawayDatabase> {
  const name = `lintel_migration_${randomUUID().slice(0, 8)}`
  await onServer(`CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const clients: Client[] = []
  const connect = async (applicationName = 'test') => {
    const client = new Client({ connectionString: url.href, application_name: applicationName })
    // Tests end sessions on purpose.
    client.on('error', () => undefined)
    await client.connect()
    clients.push(client)
    return client
  }
  const client = await connect()
  return {
    client,
    connect,
    async clear() {
      await client.query(
        'DROP SCHEMA IF EXISTS lintel CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
      )
    },
    async drop() {
      await Promise.all(clients.map((each) => each.end().catch(() => undefined)))
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The model of these declarations. */
export function modelOf(parts: object): ApplicationModel {
  return application('test', { parts: [parts] }).model
}
