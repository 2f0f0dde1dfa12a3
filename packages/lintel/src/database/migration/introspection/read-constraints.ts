/** Keys, references and checks as the catalogue has them. */
import type { ClientBase } from 'pg'
import type { ConstraintSchema, ForeignKeySchema } from '../../../plan/tables/database-schema.ts'
import { byTable } from './by-table.ts'

interface ConstraintRow {
  readonly table: string
  readonly name: string
  readonly kind: 'p' | 'u' | 'f' | 'c'
  readonly columns: readonly string[]
  readonly target: string | null
  readonly target_columns: readonly string[]
  readonly deletion: string
  readonly valid: boolean
  readonly expression: string | null
}

// The kinds that Lintel makes: 18 lists NOT NULL among constraints, where a column says it already.
const columnNames = (keys: string, table: string) =>
  `ARRAY(SELECT a.attname::text FROM unnest(${keys}) WITH ORDINALITY AS k(number, place)
         JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.number ORDER BY k.place)`

export async function readConstraints(
  client: ClientBase,
): Promise<ReadonlyMap<string, readonly ConstraintSchema[]>> {
  const { rows } = await client.query<ConstraintRow>(
    `SELECT t.relname AS table, c.conname AS name, c.contype AS kind,
            ${columnNames('c.conkey', 'c.conrelid')} AS columns,
            CASE WHEN f.relnamespace = t.relnamespace THEN f.relname::text ELSE c.confrelid::regclass::text END AS target,
            ${columnNames('c.confkey', 'c.confrelid')} AS target_columns,
            c.confdeltype AS deletion, c.convalidated AS valid, pg_get_expr(c.conbin, c.conrelid) AS expression
     FROM pg_constraint c
     JOIN pg_class t ON t.oid = c.conrelid
     LEFT JOIN pg_class f ON f.oid = c.confrelid
     WHERE t.relnamespace = 'public'::regnamespace AND c.contype IN ('p', 'u', 'f', 'c')
     ORDER BY t.oid, c.conname COLLATE "C"`,
  )
  return byTable(rows, constraintOf)
}

function constraintOf(row: ConstraintRow): ConstraintSchema {
  const { name, columns, valid } = row
  const doubt = valid ? {} : { notValid: true as const }
  switch (row.kind) {
    case 'p':
      return { kind: 'primaryKey', name, columns }
    case 'u':
      return { kind: 'unique', name, columns }
    case 'c':
      return { kind: 'check', name, columns, expression: row.expression ?? '', ...doubt }
    case 'f':
      return { ...foreignKey(row), ...doubt }
  }
}

const deletions: Readonly<Record<string, ForeignKeySchema['onDelete']>> = {
  a: 'noAction',
  r: 'restrict',
  c: 'cascade',
  n: 'setNull',
  d: 'setDefault',
}

function foreignKey({ name, columns, target, target_columns, deletion }: ConstraintRow): ForeignKeySchema {
  return {
    kind: 'foreignKey',
    name,
    columns,
    references: { table: target ?? '', columns: target_columns },
    onDelete: deletions[deletion] ?? 'noAction',
  }
}
