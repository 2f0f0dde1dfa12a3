/** The database that every run begins with a copy of: the first release's tables, filled and settled. */

import { readFile } from 'node:fs/promises'
import { withClient } from '../../harness/connection.ts'
import { planDatabase, type TemporaryDatabase } from '../../harness/temporary-database.ts'
import { callerCount } from '../load/requests.ts'
import { places } from '../places.ts'
import { runLintel } from '../release/run-lintel.ts'

export interface FirstDatabaseOptions {
  readonly adminUrl: string
  /** Of the table that is changed. */
  readonly rows: number
  /** Folder of the first release. */
  readonly release: string
}

/** Nothing happens before `create`. */
export function planFirstDatabase({ adminUrl, rows, release }: FirstDatabaseOptions): TemporaryDatabase {
  return planDatabase({
    adminUrl,
    prefix: 'lintel_bench_migrations',
    fill: async (url) => {
      await runLintel(['migrate', 'up', release], url)
      await fill(url, rows)
    },
  })
}

async function fill(url: string, rows: number): Promise<void> {
  const seed = (await readFile(places.seed, 'utf8'))
    .replaceAll(':rows', String(rows))
    .replaceAll(':callers', String(callerCount))
  await withClient(url, async (client) => {
    await client.query(seed)
    // Statistics and visibility map are copied with the database; without them each run would begin by making them.
    await client.query('vacuum (analyze)')
    await client.query('checkpoint')
  })
}
