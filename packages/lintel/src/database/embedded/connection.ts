/** Speaks to the embedded server: its address as text, what it says of itself, and the creation of a database. */

import { Client, escapeIdentifier } from 'pg'
import type { BinarySource } from './binaries.ts'
import type { ServerAddress } from './cluster.ts'

export interface ServerFacts {
  readonly dataDirectory: string
  readonly version: string
  readonly source: BinarySource
  readonly isDurable: boolean
}

/** `sslmode=disable` and the port are spelled out, because PGSSLMODE and PGPORT would count otherwise. */
export function formatConnectionString(address: ServerAddress, database: string): string {
  const name = encodeURIComponent(database)
  if (address.transport === 'tcp') {
    const { password, port } = address
    return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}?sslmode=disable`
  }
  const host = encodeURIComponent(address.directory)
  return `postgres://postgres@/${name}?host=${host}&port=${address.port}&sslmode=disable`
}

/** Asks a running server who it is; throws the driver's error when it does not answer. */
export async function readServerFacts(address: ServerAddress): Promise<ServerFacts> {
  return withClient(address, async (client) => {
    const { rows } = await client.query<Record<'directory' | 'version' | 'source' | 'fsync', string>>(
      `select current_setting('data_directory') directory, current_setting('server_version') version,
              current_setting('lintel.source', true) source, current_setting('fsync') fsync`,
    )
    const { directory, version, source, fsync } = rows[0]!
    return {
      dataDirectory: directory,
      version: version.split(' ')[0]!,
      source: source === 'system' ? 'system' : 'package',
      isDurable: fsync === 'on',
    }
  })
}

/** Creates the database unless it is there. */
export async function createDatabase(address: ServerAddress, database: string): Promise<void> {
  await withClient(address, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`)
  })
}

async function withClient<T>(address: ServerAddress, work: (client: Client) => Promise<T>): Promise<T> {
  const connectionString = formatConnectionString(address, 'postgres')
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 })
  // A server that goes away under an idle client raises an event; the query that follows reports it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
