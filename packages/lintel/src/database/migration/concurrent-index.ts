/** Indexes that are built outside a transaction: what an earlier try left, and whether it was finished after all. */
import type { ClientBase } from 'pg'
import { quoted } from '../../plan/sql/column.ts'

const building =
  /^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?(?!on\s)("(?:[^"]|"")+"|[a-z_][a-z0-9_]*)/i
const dropping =
  /^drop\s+index\s+concurrently\s+(?:if\s+exists\s+)?(?:(?:"public"|public)\.)?("(?:[^"]|"")+"|[a-z_][a-z0-9_]*)\s*(?:cascade|restrict)?\s*$/i

/** The index that a statement builds concurrently; `undefined` for any other statement, or one that does not name it. */
export function builtIndex(statement: string): string | undefined {
  return plain(building.exec(statement)?.[1])
}

/** The index that a statement drops concurrently; `undefined` for any other statement. */
export function droppedIndex(statement: string): string | undefined {
  return plain(dropping.exec(statement)?.[1])
}

/** As PostgreSQL reads a name: small letters, unless it stands in quotes. */
function plain(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}

type IndexState = 'absent' | 'valid' | 'invalid'

async function indexState(client: ClientBase, name: string): Promise<IndexState> {
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

/** Whether a statement that was begun did what it was to do, although nobody noted it. */
export async function wasFinished(client: ClientBase, statement: string): Promise<boolean> {
  const built = builtIndex(statement)
  if (built !== undefined) return (await indexState(client, built)) === 'valid'
  return hasNothingToDrop(client, statement)
}

/** Whether a statement would drop an index that is not there: a constraint that goes takes its index along. */
export async function hasNothingToDrop(client: ClientBase, statement: string): Promise<boolean> {
  const dropped = droppedIndex(statement)
  return dropped !== undefined && (await indexState(client, dropped)) === 'absent'
}

/** Whether a statement that was begun did anything that its way back has to undo. */
export async function leftSomething(client: ClientBase, statement: string): Promise<boolean> {
  const [built, dropped] = [builtIndex(statement), droppedIndex(statement)]
  if (built !== undefined) return (await indexState(client, built)) !== 'absent'
  return dropped !== undefined && (await indexState(client, dropped)) !== 'valid'
}
