/** Lets the role that serves use the framework's own tables, where it is not their owner. */
import type { ClientBase } from 'pg'
import { quoted } from '../../plan/sql/column.ts'

/** Tables that say what was migrated are nothing to whoever serves. */
const ledger = ['migrations', 'unplanned', 'migration_progress', 'migration_steps', 'versions']

const closed = `
SELECT relname AS name FROM pg_class
WHERE relnamespace = to_regnamespace('lintel') AND relkind = 'r' AND relname <> ALL ($2::text[]) AND NOT (
  has_schema_privilege($1::text, relnamespace, 'USAGE') AND has_table_privilege($1::text, oid, 'SELECT') AND
  has_table_privilege($1::text, oid, 'INSERT') AND has_table_privilege($1::text, oid, 'UPDATE') AND
  has_table_privilege($1::text, oid, 'DELETE'))`

/** @returns the statement that somebody else has to run, where this one may not */
export async function openToRole(client: ClientBase, role: string): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(closed, [role, ledger])
  if (rows.length === 0) return undefined
  const tables = rows.map(({ name }) => `lintel.${quoted(name)}`).join(', ')
  const to = quoted(role)
  const grants = `GRANT USAGE ON SCHEMA lintel TO ${to}; GRANT SELECT, INSERT, UPDATE, DELETE ON ${tables} TO ${to}`
  return client.query(grants).then(
    () => undefined,
    () => grants,
  )
}
