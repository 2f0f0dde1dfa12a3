/** Columns as the catalogue has them. */
import type { ClientBase } from 'pg'
import { quoted } from '../../../plan/sql/column.ts'
import type { ColumnSchema } from '../../../plan/tables/database-schema.ts'
import { byTable } from './by-table.ts'

interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  /** Name of an enum type of the schema `public`. */
  readonly enum: string | null
  readonly nullable: boolean
  readonly value: string | null
  readonly identity: boolean
  readonly comment: string | null
}

export async function readColumns(client: ClientBase): Promise<ReadonlyMap<string, readonly ColumnSchema[]>> {
  const { rows } = await client.query<ColumnRow>(
    `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
            CASE WHEN y.typtype = 'e' AND y.typnamespace = c.relnamespace THEN y.typname::text END AS enum,
            NOT a.attnotnull AS nullable, pg_get_expr(d.adbin, d.adrelid) AS value,
            a.attidentity <> '' AS identity, col_description(c.oid, a.attnum) AS comment
     FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid
     JOIN pg_type y ON y.oid = a.atttypid
     LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY a.attrelid, a.attnum`,
  )
  return byTable(rows, columnOf)
}

function columnOf(row: ColumnRow): ColumnSchema {
  const { name, nullable, identity, comment } = row
  const type = row.enum === null ? shortType(row.type) : quoted(row.enum)
  const serial = serialType(row)
  const value = serial ? null : row.value
  return {
    name,
    type: serial ?? type,
    nullable,
    ...(value === null ? {} : { default: value }),
    ...(identity ? { identity: true as const } : {}),
    ...(comment === null ? {} : { comment }),
  }
}

/** `timestamp(3) with time zone` is `timestamptz(3)` for short, `character varying(80)` is `varchar(80)`. */
function shortType(type: string): string {
  return type
    .replace(/^timestamp(\(\d\))? with time zone/, 'timestamptz$1')
    .replace(/^timestamp(\(\d\))? without time zone/, 'timestamp$1')
    .replace(/^character varying/, 'varchar')
    .replace(/^character\(/, 'char(')
}

const serials: Readonly<Record<string, string>> = {
  smallint: 'smallserial',
  integer: 'serial',
  bigint: 'bigserial',
}

/** A number that a sequence counts, whatever the name of the sequence. */
function serialType({ type, nullable, value }: ColumnRow): string | undefined {
  return !nullable && value?.startsWith('nextval(') ? serials[type] : undefined
}
