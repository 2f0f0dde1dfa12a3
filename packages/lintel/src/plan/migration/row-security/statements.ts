/** The statements of row-level security: role, functions, views, policies, and the seal on all of it. */
import { createHash } from 'node:crypto'
import { accessSchema, policyRow } from '../../access/row-security/access-schema.ts'
import { createFunctions } from '../../access/row-security/session-functions.ts'
import { quoted, textLiteral } from '../../sql/column.ts'
import type { AccessViewSchema, PolicySchema, RowSecuritySchema } from '../../tables/database-schema.ts'
import { fingerprintSql } from './fingerprint-sql.ts'

/** The role belongs to the whole server, so another database may have it already, and no way back takes it away. */
export function createRole(role: string): string {
  const [name, text] = [quoted(role), textLiteral(role)]
  return [
    'DO $lintel$ BEGIN',
    `  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${text}) THEN`,
    `    BEGIN CREATE ROLE ${name} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;`,
    '  END IF;',
    // Who may not give the role to itself can migrate all the same, and not serve.
    `  IF NOT pg_has_role(current_user, ${text}, 'MEMBER') THEN`,
    `    BEGIN GRANT ${name} TO CURRENT_USER; EXCEPTION WHEN insufficient_privilege THEN NULL; END;`,
    '  END IF;',
    'END $lintel$',
  ].join('\n')
}

/** What policies stand on, apart from their views. */
export function createFoundation({ role }: RowSecuritySchema): readonly string[] {
  return [
    createRole(role),
    `CREATE SCHEMA IF NOT EXISTS ${accessSchema}`,
    ...createFunctions(),
    `GRANT USAGE ON SCHEMA public, ${accessSchema} TO ${quoted(role)}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${quoted(role)}`,
  ]
}

export const dropFoundation: readonly string[] = [`DROP SCHEMA ${accessSchema} CASCADE`]

export function createView(view: AccessViewSchema, role: string): readonly string[] {
  return [`CREATE VIEW ${accessSchema}.${view.name} AS ${view.sql}`, grantView(view, role)]
}

export function grantView({ name }: AccessViewSchema, role: string): string {
  return `GRANT SELECT ON ${accessSchema}.${name} TO ${quoted(role)}`
}

export function dropView({ name }: AccessViewSchema): string {
  return `DROP VIEW ${accessSchema}.${name}`
}

/** From then on the role sees rows of the table as its policies say, and without any it sees none. */
export function secureTable(table: string, role: string): readonly string[] {
  return [`ALTER TABLE ${quoted(table)} ENABLE ROW LEVEL SECURITY`, grant(table, role)]
}

export function grant(table: string, role: string): string {
  return `GRANT SELECT, INSERT, UPDATE, DELETE ON ${quoted(table)} TO ${quoted(role)}`
}

export function revoke(table: string, role: string): string {
  return `REVOKE SELECT, INSERT, UPDATE, DELETE ON ${quoted(table)} FROM ${quoted(role)}`
}

export function openTable(table: string, role: string): readonly string[] {
  return [revoke(table, role), `ALTER TABLE ${quoted(table)} DISABLE ROW LEVEL SECURITY`]
}

export function createPolicy(table: string, policy: PolicySchema): string {
  const condition = (sql: string) => sql.replaceAll(`${policyRow}.`, `${quoted(table)}.`)
  const using = policy.using === undefined ? '' : ` USING (${condition(policy.using)})`
  const check = policy.check === undefined ? '' : ` WITH CHECK (${condition(policy.check)})`
  return `CREATE POLICY ${policy.name} ON ${quoted(table)} FOR ${policy.for}${using}${check}`
}

export function dropPolicy(table: string, { name }: PolicySchema): string {
  return `DROP POLICY ${name} ON ${quoted(table)}`
}

/** What a model asks of the database, in short. */
export function checksumOf({ version, role, views, tables }: RowSecuritySchema): string {
  const names = views.map(({ name }) => name).toSorted()
  const policies = Object.keys(tables)
    .toSorted()
    .map((table) => [table, policiesText(tables[table])])
  const text = JSON.stringify([version, role, names, policies])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** Equal for equal policies: a snapshot that the database kept has its members in an order of its own. */
export function policiesText(policies: readonly PolicySchema[] | undefined): string {
  return JSON.stringify(policies?.map((each) => [each.name, each.for, each.using, each.check]) ?? null)
}

/** Notes what was asked for and what PostgreSQL has made of it, so that a start knows both again. */
export function seal(security: RowSecuritySchema): string {
  const [begin, end] = [
    "DO $lintel$ DECLARE path text := current_setting('search_path'); found text; BEGIN",
    'END $lintel$',
  ]
  return [
    begin,
    // PostgreSQL writes conditions back with the schemas that the path leaves open.
    `  PERFORM set_config('search_path', 'pg_catalog', true);`,
    `  ${fingerprintSql(security).replace('SELECT', 'SELECT INTO found')};`,
    `  PERFORM set_config('search_path', path, true);`,
    `  EXECUTE format('COMMENT ON SCHEMA ${accessSchema} IS %L', '${checksumOf(security)} ' || found);`,
    end,
  ].join('\n')
}
