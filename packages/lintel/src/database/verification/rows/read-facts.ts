/** Reads what rows depend on and a schema does not say: enums, domains, generated columns. */
import type { ClientBase } from 'pg'
import type { DatabaseFacts, DomainFacts } from '../../../plan/verification/database-facts.ts'

export async function readFacts(client: ClientBase): Promise<DatabaseFacts> {
  const enums = await client.query<{ name: string; labels: string[] }>(
    `SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
     FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
     WHERE t.typnamespace = 'public'::regnamespace GROUP BY 1`,
  )
  const domains = await client.query<DomainFacts & { name: string }>(
    `SELECT t.typname AS name, format_type(t.typbasetype, t.typtypmod) AS type, NOT t.typnotnull AS nullable,
            ARRAY(SELECT pg_get_expr(k.conbin, 0) FROM pg_constraint k
                  WHERE k.contypid = t.oid AND k.contype = 'c') AS checks
     FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'd'`,
  )
  const generated = await client.query<{ name: string; columns: string[] }>(
    `SELECT c.relname AS name, array_agg(a.attname::text) AS columns
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND a.attgenerated <> '' GROUP BY 1`,
  )
  return {
    enums: Object.fromEntries(enums.rows.map(({ name, labels }) => [name, labels])),
    domains: Object.fromEntries(domains.rows.map(({ name, ...domain }) => [name, domain])),
    generated: Object.fromEntries(generated.rows.map(({ name, columns }) => [name, columns])),
  }
}
