/** The database of one run: created empty, filled with the fixed rows, dropped at the end. */

import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import type { SeedTable } from './seed.ts'
import { seedTables } from './seed.ts'

const rowsPerStatement = 10_000

// From dist/path/, where this file runs, back to the source.
const schemaFile = new URL('../../path/schema.sql', import.meta.url)

export interface BenchDatabase {
  readonly url: string
  /** Creates and fills it. */
  readonly create: () => Promise<void>
  /** Drops it, also when `create` was never called or is still at work. */
  readonly drop: () => Promise<void>
}

/**
 * A database of its own on the server of `adminUrl`; nothing happens before `create`.
 *
 * @param adminUrl   a database of the server, by a role that may create databases
 */
export function planDatabase(adminUrl: string): BenchDatabase {
  const name = `lintel_bench_${process.pid}_${Date.now()}`
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  let creation: Promise<void> | undefined
  return {
    url: url.href,
    create: async () => {
      creation = runStatement(adminUrl, `create database ${name}`)
      await creation
      await fill(url.href)
    },
    drop: async () => {
      // One still at work is waited for; one that failed left nothing to drop, and `create` reports it.
      const exists = await creation?.then(
        () => true,
        () => false,
      )
      if (exists) await runStatement(adminUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

/** Runs one statement on a connection of its own. */
export async function runStatement(url: string, statement: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(statement)
  })
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

/** Gives `work` a connection and closes it afterwards, also after an error. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  // The drop at the end may cut the connection of a statement at work; that statement fails by itself.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
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
