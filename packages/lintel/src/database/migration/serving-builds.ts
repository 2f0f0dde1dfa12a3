/** Builds that serve on a database, as their sessions say: which migration each was made for. */
import type { ClientBase } from 'pg'
import type { Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'

const mark = / \(schema (\d+)\)$/

/**
 * The name of a service's sessions: `shop (schema 7)`, for a build whose last migration is 7.
 *
 * @returns at most the 63 bytes that PostgreSQL keeps
 */
export function buildName(application: string, schema: number): string {
  const suffix = ` (schema ${schema})`
  return `${application.slice(0, 63 - suffix.length)}${suffix}`
}

/**
 * On the way up a contract takes away what builds before migration `from` use; on the way down every other migration
 * takes away what its own build and later ones use.
 *
 * @throws MigrationError `release_still_serving`, when one of these is connected
 */
export async function refuseServing(
  client: ClientBase,
  migration: Migration,
  served: { readonly before: number } | { readonly from: number },
): Promise<void> {
  const { rows } = await client.query(
    `SELECT application_name AS name, count(*)::integer AS sessions FROM pg_stat_activity
     WHERE datname = current_database() AND application_name ~ ' \\(schema \\d+\\)$' GROUP BY 1 ORDER BY 1`,
  )
  const uses = (schema: number) => ('before' in served ? schema < served.before : schema >= served.from)
  const serving = rows.filter(({ name }) => uses(Number(mark.exec(name)?.[1])))
  if (serving.length === 0) return
  const who = serving.map(
    ({ name, sessions }) => `"${name}" with ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`,
  )
  const whose = 'before' in served ? `before migration ${served.before}` : `from migration ${served.from} on`
  throw new MigrationError(
    'release_still_serving',
    `${migration.folder} takes away what builds ${whose} use, and ${who.join(', ')} still serves.`,
  )
}
