/** Reads what the rows of tables come to: digests that PostgreSQL computes, so that a large table stays where it is. */
import type { ClientBase } from 'pg'
import { quoted } from '../../../plan/sql/column.ts'
import {
  bucketCount,
  type DatabaseContents,
  type Digests,
  type RowGroup,
  type TableContents,
} from '../../../plan/verification/contents/table-contents.ts'
import { withCatalogueSettings } from '../catalogue-settings.ts'
import { canonicalText } from './value-text.ts'

export interface MeasuredTable {
  readonly name: string
  /** Default: all. */
  readonly columns?: readonly string[]
  /** Columns whose values are digested together, so that they can be looked for elsewhere. */
  readonly sets?: readonly (readonly string[])[]
  /** What tells rows from each other; default: the primary key. */
  readonly key?: readonly string[]
  /** The name by which to compare it, where it has another one on the other side. */
  readonly as?: string
  /** Names by which to compare columns, by the names that they have here. */
  readonly columnsAs?: Readonly<Record<string, string>>
}

export interface ContentsOptions {
  /** Default: every table of the schema `public`. */
  readonly tables?: readonly (string | MeasuredTable)[]
  /** Tables with more rows are compared by 65,536 buckets of rows (default 50,000). */
  readonly exactRows?: number
}

export function readContents(
  client: ClientBase,
  { tables, exactRows = 50_000 }: ContentsOptions = {},
): Promise<DatabaseContents> {
  return withCatalogueSettings(client, async () => {
    const known = await readTables(client)
    const wanted = tables ?? [...known.keys()]
    const found: [string, TableContents][] = []
    for (const each of wanted) {
      const table = typeof each === 'string' ? { name: each } : each
      const columns = known.get(table.name)
      if (columns)
        found.push([table.as ?? table.name, await readTable(client, { table, columns, exactRows })])
    }
    return { tables: Object.fromEntries(found) }
  })
}

interface Column {
  readonly name: string
  readonly type: string
  readonly inKey: boolean
}

async function readTables(client: ClientBase): Promise<ReadonlyMap<string, readonly Column[]>> {
  const { rows } = await client.query<{ name: string; columns: Column[] }>(
    `SELECT c.relname AS name, coalesce(json_agg(json_build_object(
              'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
              'inKey', coalesce(a.attnum = ANY (k.conkey), false)) ORDER BY a.attname)
              FILTER (WHERE a.attname IS NOT NULL), '[]') AS columns
     FROM pg_class c
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     GROUP BY 1 ORDER BY 1`,
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

interface Reading {
  readonly table: MeasuredTable
  readonly columns: readonly Column[]
  readonly exactRows: number
}

async function readTable(client: ClientBase, { table, columns, exactRows }: Reading): Promise<TableContents> {
  const measures = measuresOf(table, columns)
  const keyColumns = columns.filter(({ name, inKey }) => (table.key ? table.key.includes(name) : inKey))
  const key = keyColumns.length === 0 ? undefined : hashed(keyColumns, 'value')
  const from = `FROM public.${quoted(table.name)}`
  const counted = await client.query<{ count: string }>(`SELECT count(*) ${from}`)
  const rowCount = Number(counted.rows[0]?.count ?? 0)
  const isExact = rowCount <= exactRows
  const group = key === undefined ? '0::bigint' : isExact ? key : `${key} & ${bucketCount - 1n}`
  const sums = measures.flatMap(({ columns: measured }) => sumsOf(measured))
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${[group, 'count(*)', ...sums].join(', ')} ${from} GROUP BY 1`,
    rowMode: 'array',
  })
  const groups = rows.map(groupOf)
  const names = measures.map(({ name }) => name)
  return {
    rowCount,
    measures: names,
    total: names.map((_, at) => totalOf(groups.map(([, { digests }]) => digests[at]))),
    ...(key === undefined ? {} : { rows: { isExact, groups: new Map(groups) } }),
  }
}

interface Measure {
  readonly name: string
  readonly columns: readonly Column[]
}

function measuresOf(table: MeasuredTable, columns: readonly Column[]): Measure[] {
  const { sets = [], columnsAs = {} } = table
  const single = table.columns ?? columns.map(({ name }) => name)
  const shown = (name: string) => columnsAs[name] ?? name
  const measures = [
    ...single.map((name) => ({ name: shown(name), of: [name] })),
    ...sets.map((names) => ({ name: `(${names.map(shown).join(', ')})`, of: names })),
  ]
  return measures.flatMap(({ name, of }) => {
    const found = of.flatMap((each) => columns.find((column) => column.name === each) ?? [])
    return found.length === of.length ? [{ name, columns: found }] : []
  })
}

/** By value and by text. Sums do not depend on the order of rows; as numeric they do not overflow. */
function sumsOf(columns: readonly Column[]): [string, string] {
  const [value, text] = [hashed(columns, 'value'), hashed(columns, 'text')]
  return [`sum(${value}::numeric)`, value === text ? 'NULL' : `sum(${text}::numeric)`]
}

/** 64 bits of the values of a row; NULL is told from every text, and ('a', 'b') from ('ab', ''). */
function hashed(columns: readonly Column[], form: 'value' | 'text'): string {
  const texts = columns.map(({ name, type }) =>
    form === 'value' ? canonicalText(quoted(name), type) : `${quoted(name)}::text`,
  )
  const [single] = texts
  // Bytes count, not what a collation holds to be the same.
  if (texts.length === 1) return `coalesce(hashtextextended(${single} COLLATE "C", 0), 0)`
  return `hashtextextended(jsonb_build_array(${texts.join(', ')})::text COLLATE "C", 0)`
}

function groupOf([key, count, ...sums]: readonly (string | null)[]): [bigint, RowGroup] {
  const digests = Array.from({ length: sums.length / 2 }, (_, at): Digests => {
    const [value, text] = sums.slice(2 * at, 2 * at + 2)
    return { value: BigInt(value ?? 0), text: BigInt(text ?? value ?? 0) }
  })
  return [BigInt(key ?? 0), { rowCount: Number(count), digests }]
}

function totalOf(parts: readonly (Digests | undefined)[]): Digests {
  return {
    value: parts.reduce((all, each) => all + (each?.value ?? 0n), 0n),
    text: parts.reduce((all, each) => all + (each?.text ?? 0n), 0n),
  }
}
