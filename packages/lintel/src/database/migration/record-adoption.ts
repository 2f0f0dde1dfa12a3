/** Writes down that a database already has what its first migration makes. */
import type { ClientBase } from 'pg'
import { ensureLedger, recordApplied } from './ledger.ts'
import type { Migration } from './migration.ts'
import { inTransaction } from './transaction.ts'

/** Whether migrations of Lintel have been applied to it. */
export async function hasMigrations(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query("SELECT to_regclass('lintel.migrations') IS NOT NULL AS known")
  if (!rows[0].known) return false
  const found = await client.query('SELECT EXISTS (SELECT 1 FROM lintel.migrations) AS applied')
  return found.rows[0].applied
}

/**
 * Nothing else changes: the migration does not run.
 *
 * @param write  makes the migration's files; not called where the database refuses to keep a ledger
 */
export async function recordAdoption(client: ClientBase, write: () => Promise<Migration>): Promise<void> {
  await inTransaction(client, {}, async () => {
    await ensureLedger(client)
    await recordApplied(client, await write(), { durationMs: 0, compatibleFrom: 0 })
  })
}
