/** The database server: its version, and what the role of the application may do there. */
import type { ClientBase } from 'pg'
import type { DatabaseAddress } from '../../service/database-address.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** PostgreSQL maintains a major version for five years; this is the oldest one that Lintel is tested on. */
const oldestTested = 15

export async function checkDatabase(
  client: ClientBase,
  address: DatabaseAddress,
): Promise<readonly Finding[]> {
  const { rows } = await client.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer / 10000 AS major,
            current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS replica`,
  )
  const { version, major, encoding, replica } = rows[0]
  const name = `PostgreSQL ${String(version).split(' ')[0]}`
  const check = 'database'
  if (encoding !== 'UTF8') {
    return [
      fail(
        check,
        `${name} keeps this database in ${encoding}.`,
        'Make one with: CREATE DATABASE … ENCODING UTF8',
      ),
    ]
  }
  if (replica)
    return [fail(check, `${name} is a replica: nothing can be written.`, 'Name the primary in DATABASE_URL.')]
  if (address.kind === 'embedded') return [ok(check, `${name}, embedded. ${address.limits[0] ?? ''}`.trim())]
  if (major < oldestTested) {
    return [
      warn(
        check,
        `${name} is older than what Lintel is tested on.`,
        `Use PostgreSQL ${oldestTested} or later.`,
      ),
    ]
  }
  return [ok(check, name), ...(await roleFindings(client))]
}

async function roleFindings(client: ClientBase): Promise<readonly Finding[]> {
  const { rows } = await client.query(
    `SELECT rolname AS name, rolsuper AS super, rolbypassrls AS bypass,
            EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                    AND pg_has_role(current_user, relowner, 'MEMBER')) AS owner
     FROM pg_roles WHERE rolname = current_user`,
  )
  const { name, super: isSuperuser, bypass, owner } = rows[0]
  const hint =
    'Serve with a role that may only read and write rows, and migrate with the one that owns the tables.'
  if (isSuperuser)
    return [warn('role', `"${name}" is a superuser: nothing in this database is safe from a fault.`, hint)]
  if (bypass) return [warn('role', `"${name}" bypasses row level security.`, hint)]
  if (owner) return [warn('role', `"${name}" owns the tables, so it may change and drop them.`, hint)]
  return [ok('role', `"${name}" may read and write rows, and is neither superuser nor owner.`)]
}
