/** Limits for statements outside a transaction, put back as they were. */
import type { ClientBase } from 'pg'
import type { StatementLimits } from './statement-limits.ts'

const names = ['lock_timeout', 'statement_timeout', 'search_path'] as const

export async function withSessionLimits<T>(
  client: ClientBase,
  { lockTimeoutMs = 5_000, statementTimeoutMs = 0 }: StatementLimits,
  work: () => Promise<T>,
): Promise<T> {
  const before = await client.query(
    `SELECT ${names.map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`,
  )
  const path = `public, ${before.rows[0].search_path}`
  await set(client, {
    lock_timeout: String(lockTimeoutMs),
    statement_timeout: String(statementTimeoutMs),
    search_path: path,
  })
  try {
    return await work()
  } finally {
    await set(client, before.rows[0]).catch(() => undefined)
  }
}

async function set(
  client: ClientBase,
  values: Readonly<Record<(typeof names)[number], string>>,
): Promise<void> {
  const calls = names.map((name, index) => `set_config('${name}', $${index + 1}, false)`)
  await client.query(
    `SELECT ${calls.join(', ')}`,
    names.map((name) => values[name]),
  )
}
