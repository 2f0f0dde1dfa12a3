/** How many rows a session has gone through in each table, as PostgreSQL counts them. */
import type { ClientBase } from 'pg'

/** By the oid of the table. */
export type RowCounters = ReadonlyMap<number, number>

/** @param inTransaction  whether the session is in one, whose statements it counts alone */
export async function readRowCounters(client: ClientBase, inTransaction: boolean): Promise<RowCounters> {
  // Outside, numbers are those of all sessions, and a session hands in its own once a second unless it is told to.
  if (!inTransaction) await client.query('SELECT pg_catalog.pg_stat_force_next_flush()')
  const counter = inTransaction ? 'pg_catalog.pg_stat_get_xact_tuples' : 'pg_catalog.pg_stat_get_tuples'
  const { rows } = await client.query<{ oid: number; count: string }>(
    `SELECT c.oid, ${counter}_returned(c.oid) + ${counter}_fetched(c.oid) AS count
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'lintel')`,
  )
  return new Map(rows.map(({ oid, count }) => [oid, Number(count)]))
}

/** What has been counted since; tables without a row are left out. */
export function countedSince(before: RowCounters, after: RowCounters): RowCounters {
  const differences = [...after].map(([oid, count]): [number, number] => [
    oid,
    count - (before.get(oid) ?? 0),
  ])
  return new Map(differences.filter(([, count]) => count > 0))
}
