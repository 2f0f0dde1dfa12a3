/** A transaction with limits of its own: all of it or nothing. */
import type { ClientBase } from 'pg'

export interface TransactionLimits {
  /** A statement that waits longer for a lock fails, in milliseconds (default 5,000). */
  readonly lockTimeoutMs?: number
  /** A statement that takes longer fails, in milliseconds (default 0: none). */
  readonly statementTimeoutMs?: number
}

/** Statements without a schema mean `public`, also for a user who is called `lintel` and so has a schema of that name. */
export const preferPublic = `SELECT set_config('search_path', 'public, ' || current_setting('search_path'), true)`

export async function inTransaction<T>(
  client: ClientBase,
  { lockTimeoutMs = 5_000, statementTimeoutMs = 0 }: TransactionLimits,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('BEGIN')
  try {
    await client.query(
      `SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true),
              set_config('idle_in_transaction_session_timeout', '0', true)`,
      [String(lockTimeoutMs), String(statementTimeoutMs)],
    )
    await client.query(preferPublic)
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    // The first error is the one to tell; a connection that is lost has rolled back already.
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
