/** Indexes as the catalogue has them, except those that constraints keep. */
import type { ClientBase } from 'pg'
import type { IndexPart, IndexSchema } from '../../../plan/tables/database-schema.ts'
import { byTable } from './by-table.ts'

interface IndexRow {
  readonly table: string
  readonly name: string
  readonly method: string
  readonly unique: boolean
  readonly valid: boolean
  readonly where: string | null
  readonly parts: readonly {
    readonly column: string | null
    readonly expression: string
    readonly options: number
  }[]
}

export async function readIndexes(client: ClientBase): Promise<ReadonlyMap<string, readonly IndexSchema[]>> {
  const { rows } = await client.query<IndexRow>(
    `SELECT t.relname AS table, i.relname AS name, m.amname AS method, x.indisunique AS unique,
            x.indisvalid AS valid, pg_get_expr(x.indpred, x.indrelid) AS where,
            (SELECT json_agg(json_build_object(
                      'column', a.attname,
                      'expression', pg_get_indexdef(x.indexrelid, k.place, false),
                      'options', x.indoption[k.place - 1]) ORDER BY k.place)
             FROM generate_series(1, x.indnkeyatts) AS k(place)
             LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[k.place - 1]) AS parts
     FROM pg_index x
     JOIN pg_class i ON i.oid = x.indexrelid
     JOIN pg_class t ON t.oid = x.indrelid
     JOIN pg_am m ON m.oid = i.relam
     WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid AND c.contype IN ('p', 'u', 'x'))
     ORDER BY t.oid, i.relname COLLATE "C"`,
  )
  return byTable(rows, indexOf)
}

function indexOf({ name, method, unique, valid, where, parts }: IndexRow): IndexSchema {
  return {
    name,
    method,
    unique,
    parts: parts.map(partOf),
    columns: parts.flatMap(({ column }) => column ?? []),
    ...(where === null ? {} : { where }),
    ...(valid ? {} : { invalid: true as const }),
  }
}

function partOf({ column, expression, options }: IndexRow['parts'][number]): IndexPart {
  if (column === null) return { expression }
  // The first bit of indoption: descending.
  return options & 1 ? { column, descending: true } : { column }
}
