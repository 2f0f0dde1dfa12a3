/** Columns as the catalogue has them. */
import type { ClientBase } from 'pg'
import type { ColumnSchema } from '../../../plan/tables/database-schema.ts'
import { byTable } from './by-table.ts'

interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly value: string | null
  readonly identity: boolean
  readonly comment: string | null
}

export async function readColumns(client: ClientBase): Promise<ReadonlyMap<string, readonly ColumnSchema[]>> {
  const { rows } = await client.query<ColumnRow>(
    `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
            NOT a.attnotnull AS nullable, pg_get_expr(d.adbin, d.adrelid) AS value,
            a.attidentity <> '' AS identity, col_description(c.oid, a.attnum) AS comment
     FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid
     LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attrelid, a.attnum`,
  )
  return byTable(rows, columnOf)
}

function columnOf({ name, type, nullable, value, identity, comment }: ColumnRow): ColumnSchema {
  return {
    name,
    type: shortType(type),
    nullable,
    ...(value === null ? {} : { default: value }),
    ...(identity ? { identity: true as const } : {}),
    ...(comment === null ? {} : { comment }),
  }
}

/** `timestamp(3) with time zone` is `timestamptz(3)` for short. */
function shortType(type: string): string {
  return type.replace(/^timestamp(\(\d\))? with time zone/, 'timestamptz$1')
}
