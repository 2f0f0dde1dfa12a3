/** Enum types as the catalogue has them. */
import type { ClientBase } from 'pg'

/** Those of the schema `public`, with their values in order; those of extensions are left out. */
export async function readEnums(client: ClientBase): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rows } = await client.query<{ readonly name: string; readonly values: readonly string[] }>(
    `SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS values
     FROM pg_type t
     JOIN pg_enum e ON e.enumtypid = t.oid
     WHERE t.typnamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend d
                       WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
     GROUP BY t.typname
     ORDER BY t.typname COLLATE "C"`,
  )
  return Object.fromEntries(rows.map(({ name, values }) => [name, values]))
}
