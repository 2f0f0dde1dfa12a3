/** Whether a database keeps the rules of access by itself, for the role that serves. */
import type { ClientBase } from 'pg'
import { accessSchema } from '../plan/access/row-security/access-schema.ts'
import { fingerprintSql } from '../plan/migration/row-security/fingerprint-sql.ts'
import { checksumOf } from '../plan/migration/row-security/statements.ts'
import { textLiteral } from '../plan/sql/column.ts'
import type { RowSecuritySchema } from '../plan/tables/database-schema.ts'
import { inTransaction } from './migration/transaction.ts'

export interface RowSecurityGap {
  /** A sentence. */
  readonly message: string
  readonly hint: string
}

export interface RowSecurityQuestion {
  /** Of the role that signs in. */
  readonly client: ClientBase
  readonly security: RowSecuritySchema
  /** A newer build has changed the schema: its policies are others, and hold all the same. */
  readonly isAhead?: boolean
}

/** Why the rules would not hold in the database; none: they do. Changes nothing. */
export async function rowSecurityGaps(question: RowSecurityQuestion): Promise<readonly RowSecurityGap[]> {
  const { client, security } = question
  const role = await roleGap(client, security)
  if (role) return [role]
  const open = await openTables(client, security)
  if (open.length > 0) {
    const [first, ...rest] = open
    return [
      {
        message: `Row-level security of the table ${first} is not on${rest.length > 0 ? `, nor of ${rest.length} more` : ''}.`,
        hint: 'Run "lintel migrate up". If nothing is pending, somebody took it away by hand: put it back.',
      },
    ]
  }
  const sealed = question.isAhead ? undefined : await sealGap(client, security)
  return sealed ? [sealed] : []
}

async function roleGap(
  client: ClientBase,
  { role, tables }: RowSecuritySchema,
): Promise<RowSecurityGap | undefined> {
  const { rows } = await client.query(
    `SELECT rolsuper AS super, rolbypassrls AS bypass, pg_has_role(session_user, oid, 'MEMBER') AS usable,
            ARRAY(SELECT relname::text FROM pg_class
                  WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($2)
                    AND pg_has_role(r.oid, relowner, 'USAGE')) AS owned
     FROM pg_roles r WHERE rolname = $1`,
    [role, Object.keys(tables)],
  )
  const [found] = rows
  if (!found) {
    return {
      message: `The role "${role}" is not there.`,
      hint: `Run "lintel migrate up" as a role that may make roles, or make it: CREATE ROLE "${role}" NOLOGIN`,
    }
  }
  const other = `Serve as another one: rowSecurity: { role: "…" }, which "lintel plan" gives what it needs.`
  if (found.super) return { message: `"${role}" is a superuser, whom no policy binds.`, hint: other }
  if (found.bypass) return { message: `"${role}" bypasses row-level security.`, hint: other }
  const [owned] = found.owned
  if (owned !== undefined)
    return { message: `"${role}" owns the table ${owned}, so that no policy of it binds it.`, hint: other }
  if (found.usable) return undefined
  return {
    message: `The role that signs in may not become "${role}".`,
    hint: `Let it: GRANT "${role}" TO the role of DATABASE_URL.`,
  }
}

async function openTables(client: ClientBase, { tables }: RowSecuritySchema): Promise<readonly string[]> {
  const { rows } = await client.query(
    `SELECT relname::text AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1) AND relrowsecurity`,
    [Object.keys(tables)],
  )
  const secured = new Set(rows.map(({ name }) => name))
  return Object.keys(tables).filter((table) => !secured.has(table))
}

async function sealGap(client: ClientBase, security: RowSecuritySchema): Promise<RowSecurityGap | undefined> {
  const { rows } = await client.query(
    `SELECT obj_description(oid, 'pg_namespace') AS note FROM pg_namespace WHERE nspname = ${textLiteral(accessSchema)}`,
  )
  const [checksum, fingerprint] = String(rows[0]?.note ?? '').split(' ')
  if (checksum !== checksumOf(security)) {
    return {
      message: 'The policies of the database are not those of this application.',
      hint: 'Run "lintel plan", then "lintel migrate up".',
    }
  }
  const found = await inTransaction(client, {}, async () => {
    await client.query('SET LOCAL search_path = pg_catalog')
    const { rows: now } = await client.query(fingerprintSql(security))
    return now[0]?.md5
  })
  if (found === fingerprint) return undefined
  return {
    message: 'Somebody changed the policies of the database by hand.',
    hint: 'Put them back as the migrations have made them; "lintel doctor" says when they are.',
  }
}
