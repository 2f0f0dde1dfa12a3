/** Inserts generated rows in bulk, and finds out which ones stand in the way where that fails. */
import type { ClientBase } from 'pg'
import { quoted } from '../../../plan/sql/column.ts'
import type { Row, TableRows } from '../../../plan/verification/rows/row.ts'
import { rowSource } from './row-source.ts'

// A statement of 5,000 rows takes a few megabytes.
const rowsAtOnce = 5_000

/**
 * Inserts the rows of tables that may refer to each other in a circle, all or none. PostgreSQL looks at references at
 * the end of a statement, so those of a circle are one statement.
 */
export async function insertRows(client: ClientBase, group: readonly TableRows[]): Promise<void> {
  const [single, ...others] = group.filter(({ rows }) => rows.length > 0)
  if (!single) return
  await client.query('BEGIN')
  try {
    if (others.length > 0) await insertTogether(client, [single, ...others])
    else await insertPieces(client, single)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function insertPieces(client: ClientBase, table: TableRows): Promise<void> {
  for (let from = 0; from < table.rows.length; from += rowsAtOnce) {
    await insertTogether(client, [{ ...table, rows: table.rows.slice(from, from + rowsAtOnce) }])
  }
}

async function insertTogether(client: ClientBase, group: readonly TableRows[]): Promise<void> {
  const parameters: (readonly (string | null)[])[] = []
  const inserts = group.map((rows, at) => {
    const source = rowSource(rows, parameters.length + 1)
    parameters.push(...source.parameters)
    return `i${at} AS (${insert(rows, source.sql)})`
  })
  await client.query(`WITH ${inserts.join(', ')} SELECT`, [...parameters])
}

function insert({ table, columns }: TableRows, source: string): string {
  const names = columns.map(quoted).join(', ')
  return `INSERT INTO public.${quoted(table.name)} (${names}) OVERRIDING SYSTEM VALUE
          SELECT ${names} FROM (${source}) AS given ORDER BY "lintel place"`
}

/**
 * Inserts row by row and leaves out those that are refused: triggers and exclusion constraints have their own opinion.
 *
 * @returns what the database said of the last row that it refused
 */
export async function insertOneByOne(client: ClientBase, rows: TableRows): Promise<string> {
  let refused = 0
  let reason = ''
  for (const [place, row] of rows.rows.entries()) {
    try {
      await insertTogether(client, [{ ...rows, rows: [row] }])
    } catch (error) {
      refused++
      reason = wordsOf(error)
      // Nothing of the first hundred went in: the rest will not, either.
      if (place === 100 && refused > place) return reason
    }
  }
  return reason
}

/** The rows that a table has. */
export async function readRows(client: ClientBase, { table, columns }: TableRows): Promise<Row[]> {
  const texts = columns.map((name) => `${quoted(name)}::text AS ${quoted(name)}`)
  const { rows } = await client.query<Row>(`SELECT ${texts.join(', ')} FROM public.${quoted(table.name)}`)
  return rows
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
