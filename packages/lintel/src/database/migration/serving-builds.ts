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
  // PostgreSQL writes other characters in a longer form, and would cut the number off.
  const plain = application.replaceAll(/[^ -~]/gu, '?')
  return `${plain.slice(0, 63 - suffix.length)}${suffix}`
}

/** @throws MigrationError `release_still_serving`, when a build older than migration `from` is connected */
export async function refuseServing(client: ClientBase, migration: Migration, from: number): Promise<void> {
  const { rows } = await client.query(
    `SELECT application_name AS name, count(*)::integer AS sessions FROM pg_stat_activity
     WHERE datname = current_database() AND application_name ~ ' \\(schema \\d+\\)$' GROUP BY 1 ORDER BY 1`,
  )
  const older = rows.filter(({ name }) => Number(mark.exec(name)?.[1]) < from)
  if (older.length === 0) return
  const who = older.map(
    ({ name, sessions }) => `"${name}" with ${sessions} ${sessions === 1 ? 'session' : 'sessions'}`,
  )
  throw new MigrationError(
    'release_still_serving',
    `${migration.folder} takes away what builds before migration ${from} use, and ${who.join(', ')} still serves.`,
  )
}
