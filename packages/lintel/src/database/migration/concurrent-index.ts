/** Indexes that are built outside a transaction: what an earlier try left, and whether it was finished after all. */
import type { ClientBase } from 'pg'
import { quoted } from '../../plan/sql/column.ts'

const building =
  /^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?("(?:[^"]|"")+"|[a-z_][a-z0-9_]*)/i

/** The index that a statement builds concurrently; `undefined` for any other statement. */
export function builtIndex(statement: string): string | undefined {
  const name = building.exec(statement)?.[1]
  if (name === undefined) return undefined
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}

export type IndexState = 'absent' | 'valid' | 'invalid'

export async function indexState(client: ClientBase, name: string): Promise<IndexState> {
  const { rows } = await client.query(
    `SELECT x.indisvalid AS valid FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
     WHERE i.relname = $1 AND i.relnamespace = 'public'::regnamespace`,
    [name],
  )
  if (rows.length === 0) return 'absent'
  return rows[0].valid ? 'valid' : 'invalid'
}

/** PostgreSQL leaves an index that it could not finish: it costs every write, and serves no read. */
export async function dropInvalid(client: ClientBase, name: string): Promise<void> {
  if ((await indexState(client, name)) !== 'invalid') return
  await client.query(`DROP INDEX CONCURRENTLY IF EXISTS public.${quoted(name)}`)
}
