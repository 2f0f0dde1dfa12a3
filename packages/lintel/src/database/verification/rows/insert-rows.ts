/** Inserts generated rows in bulk, and finds out which ones stand in the way where that fails. */
import type { ClientBase } from 'pg'
import { quoted } from '../../../plan/sql/column.ts'
import type { TableRows } from '../../../plan/verification/rows/row.ts'
import { rowSource } from './row-source.ts'

// A statement of 5,000 rows takes a few megabytes.
const rowsAtOnce = 5_000

/**
 * Inserts the rows of tables that may refer to each other in a circle. PostgreSQL looks at references at the end of a
 * statement, so those of a circle are one statement.
 */
export async function insertRows(client: ClientBase, group: readonly TableRows[]): Promise<void> {
  const [single, ...others] = group.filter(({ rows }) => rows.length > 0)
  if (!single) return
  if (others.length > 0) return insertTogether(client, [single, ...others])
  for (let from = 0; from < single.rows.length; from += rowsAtOnce) {
    await insertTogether(client, [{ ...single, rows: single.rows.slice(from, from + rowsAtOnce) }])
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

export interface Remainder {
  /** Numbers of rows that could not be inserted. */
  readonly places: readonly number[]
  /** What the database said of the last of them. */
  readonly reason: string
}

/** Inserts row by row and leaves out those that are refused: triggers and exclusion constraints have their own opinion. */
export async function insertOneByOne(client: ClientBase, rows: TableRows): Promise<Remainder> {
  const places: number[] = []
  let reason = ''
  for (const [place, row] of rows.rows.entries()) {
    try {
      await insertTogether(client, [{ ...rows, rows: [row] }])
    } catch (error) {
      places.push(place)
      reason = wordsOf(error)
      // Nothing of the first hundred went in: the rest will not, either.
      if (place === 100 && places.length > place) return { places: [...rows.rows.keys()], reason }
    }
  }
  return { places, reason }
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
