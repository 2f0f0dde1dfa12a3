/** Which tables have no rows, under the names that a change gives them. */
import type { ClientBase } from 'pg'
import { diffRenames } from '../../plan/migration/diff-renames.ts'
import { quoted, textLiteral } from '../../plan/sql/column.ts'
import type { DatabaseSchema } from '../../plan/tables/database-schema.ts'

/** @param from  the schema that the database has */
export async function emptyTables(
  client: ClientBase,
  from: DatabaseSchema,
  to: DatabaseSchema,
): Promise<string[]> {
  const names = Object.keys(from.tables)
  if (names.length === 0) return []
  const questions = names.map(
    (name) => `SELECT ${textLiteral(name)} AS name WHERE NOT EXISTS (SELECT 1 FROM public.${quoted(name)})`,
  )
  const { rows } = await client.query(questions.join(' UNION ALL '))
  const empty = rows.map((row) => String(row.name))
  const renamed = new Map<string, string>()
  for (const change of diffRenames(from, to).changes) {
    if (change.kind !== 'renameTable') continue
    const original = [...renamed].find(([, now]) => now === change.from)?.[0] ?? change.from
    renamed.set(original, change.to)
  }
  return empty.map((name) => renamed.get(name) ?? name)
}
