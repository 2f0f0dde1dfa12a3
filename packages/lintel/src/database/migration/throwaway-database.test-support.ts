/** Databases for tests: created empty, dropped at the end. */
import { Client } from 'pg'
import { application } from '../../spec/application.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import { createTestDatabase } from '../../testing/test-database.ts'

export interface ThrowawayDatabase {
  readonly client: Client
  /** One more session on it. */
  connect(applicationName?: string): Promise<Client>
  /** As if it had just been created. */
  clear(): Promise<void>
  drop(): Promise<void>
}

export async function createThrowawayDatabase(): Promise<ThrowawayDatabase> {
  const { connectionString, drop } = await createTestDatabase()
  const clients: Client[] = []
  const connect = async (applicationName = 'test') => {
    const client = new Client({ connectionString, application_name: applicationName })
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
      await drop()
    },
  }
}

/** The model of these declarations. */
export function modelOf(parts: object): ApplicationModel {
  return application('test', { parts: [parts] }).model
}
