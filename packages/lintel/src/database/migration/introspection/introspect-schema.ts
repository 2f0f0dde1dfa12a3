/** Reads the schema that a database really has. */
import type { ClientBase } from 'pg'
import type { DatabaseSchema, TableSchema } from '../../../plan/tables/database-schema.ts'
import { readColumns } from './read-columns.ts'
import { readConstraints } from './read-constraints.ts'
import { readEnums } from './read-enums.ts'
import { readIndexes } from './read-indexes.ts'

/**
 * The tables of the schema `public`, as the catalogue has them; those of extensions are left out.
 * Expressions are in PostgreSQL's own words, and nothing says which entity or field a name stands for.
 */
export async function introspectSchema(client: ClientBase): Promise<DatabaseSchema> {
  const columns = await readColumns(client)
  const constraints = await readConstraints(client)
  const indexes = await readIndexes(client)
  const { rows } = await client.query(
    `SELECT c.relname AS name, obj_description(c.oid, 'pg_class') AS comment
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND NOT EXISTS (SELECT 1 FROM pg_depend d
                       WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
     ORDER BY c.relname COLLATE "C"`,
  )
  const tables = rows.map(({ name, comment }): [string, TableSchema] => [
    name,
    {
      name,
      ...(comment === null ? {} : { comment }),
      columns: columns.get(name) ?? [],
      constraints: constraints.get(name) ?? [],
      indexes: indexes.get(name) ?? [],
    },
  ])
  const enums = await readEnums(client)
  return {
    format: 1,
    tables: Object.fromEntries(tables),
    ...(Object.keys(enums).length === 0 ? {} : { enums }),
  }
}
