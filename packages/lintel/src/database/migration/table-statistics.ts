/** About how many rows tables have, from PostgreSQL's statistics: nothing is counted. */
import type { ClientBase } from 'pg'

/** By table of `public`; a table that was never analysed is left out. */
export async function rowCounts(client: ClientBase): Promise<Readonly<Record<string, number>>> {
  const { rows } = await client.query(
    `SELECT c.relname AS name, coalesce(nullif(s.n_live_tup, 0), c.reltuples)::bigint AS rows
     FROM pg_class c LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND coalesce(nullif(s.n_live_tup, 0), c.reltuples) >= 0`,
  )
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, Number(count)]))
}
