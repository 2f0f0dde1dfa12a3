/** The database of one run: created empty, filled with the fixed rows, dropped at the end. */

import { readFile } from 'node:fs/promises'
import type { Client } from 'pg'
import { withClient } from '../harness/connection.ts'
import { planDatabase, type TemporaryDatabase } from '../harness/temporary-database.ts'
import type { SeedTable } from './seed.ts'
import { seedTables } from './seed.ts'

const rowsPerStatement = 10_000

// From dist/path/, where this file runs, back to the source.
const schemaFile = new URL('../../path/schema.sql', import.meta.url)

/** The database of a run on the server of `adminUrl`; nothing happens before `create`. */
export function planPathDatabase(adminUrl: string): TemporaryDatabase {
  return planDatabase({ adminUrl, prefix: 'lintel_bench', fill })
}

async function fill(url: string): Promise<void> {
  const schema = await readFile(schemaFile, 'utf8')
  await withClient(url, async (client) => {
    await client.query(schema)
    for (const table of seedTables()) await fillTable(client, table)
    // Without statistics and a visibility map the first minutes would measure PostgreSQL finding its plans.
    await client.query('vacuum (analyze)')
    await client.query('checkpoint')
  })
}

async function fillTable(client: Client, { table, columns, rows }: SeedTable): Promise<void> {
  const names = columns.map(([name]) => name).join(', ')
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')
  const text = `insert into ${table} (${names}) select * from unnest(${arrays})`
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const some = rows.slice(start, start + rowsPerStatement)
    await client.query(
      text,
      columns.map((_, index) => some.map((row) => row[index])),
    )
  }
}

/** How many notes meet a condition; without one, all. */
export async function countNotes(
  databaseUrl: string,
  where = 'true',
  values: unknown[] = [],
): Promise<number> {
  const text = `select count(*)::integer as count from notes where ${where}`
  const { rows } = await withClient(databaseUrl, (client) => client.query<{ count: number }>(text, values))
  return rows[0]!.count
}
