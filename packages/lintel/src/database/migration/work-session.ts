/** The session that runs a migration: known by its name, with limits for what runs outside a transaction. */
import type { ClientBase } from 'pg'
import { workName } from './sessions.ts'

const names = [
  'application_name',
  'lock_timeout',
  'statement_timeout',
  'search_path',
  'client_connection_check_interval',
] as const

/** Settings as they should be while `work` runs; afterwards they are as they were. */
export async function withWorkSession<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const before = await client.query(
    `SELECT ${names.map((name) => `current_setting('${name}', true) AS ${name}`).join(', ')}`,
  )
  const [row] = before.rows
  await set(client, {
    application_name: workName,
    // Building an index waits for transactions that are older; nobody waits for it meanwhile.
    lock_timeout: '0',
    statement_timeout: '0',
    search_path: `public, ${row.search_path}`,
  })
  // The server notices a killed process while it builds an index; not every system can (PostgreSQL 14 and later).
  await set(client, { client_connection_check_interval: '1000' }).catch(() => undefined)
  try {
    return await work()
  } finally {
    await set(client, row).catch(() => undefined)
  }
}

async function set(
  client: ClientBase,
  values: Readonly<Partial<Record<(typeof names)[number], string | null>>>,
): Promise<void> {
  const given = Object.entries(values).filter(([, value]) => value !== null)
  const calls = given.map(([name], index) => `set_config('${name}', $${index + 1}, false)`)
  await client.query(
    `SELECT ${calls.join(', ')}`,
    given.map(([, value]) => value),
  )
}
