/** Tables that the framework keeps for itself, in the schema `lintel`, which no migration of an application touches. */
import type { ClientBase } from 'pg'

export interface OwnTables {
  /** `queue`; found by it in `lintel.versions`. */
  readonly name: string
  /** What they are for, in a sentence for people: `jobs`. */
  readonly keeps: string
  /** SQL that leads from each version to the next. What was released is never changed: a change is one more step. */
  readonly steps: readonly string[]
}

const versions = `
CREATE SCHEMA IF NOT EXISTS lintel;
CREATE TABLE IF NOT EXISTS lintel.versions (name text PRIMARY KEY, version integer NOT NULL)`

/** Those of `needed` that are missing here, or older than this build needs. */
export async function missingTables(
  client: ClientBase,
  needed: readonly OwnTables[],
): Promise<readonly OwnTables[]> {
  if (needed.length === 0) return []
  const found = await readVersions(client)
  return needed.filter(({ name, steps }) => (found.get(name) ?? 0) < steps.length)
}

/** Brings them to what this build needs. Two sessions must not do this at once. */
export async function ensureOwnTables(client: ClientBase, needed: readonly OwnTables[]): Promise<void> {
  // Looking first spares a database that is ready the right to create.
  const missing = await missingTables(client, needed)
  if (missing.length === 0) return
  await client.query(versions)
  const found = await readVersions(client)
  for (const { name, steps } of missing) {
    const todo = steps.slice(found.get(name) ?? 0)
    // Several statements in one query are one transaction.
    await client.query([...todo, remember(name, steps.length)].join(';\n'))
  }
}

async function readVersions(client: ClientBase): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query(`SELECT to_regclass('lintel.versions') IS NOT NULL AS has`)
  if (!rows[0].has) return new Map()
  const found = await client.query<{ name: string; version: number }>(
    'SELECT name, version FROM lintel.versions',
  )
  return new Map(found.rows.map(({ name, version }) => [name, version]))
}

// Names are ours, and hold no quotes.
function remember(name: string, version: number): string {
  return `INSERT INTO lintel.versions VALUES ('${name}', ${version})
    ON CONFLICT (name) DO UPDATE SET version = excluded.version`
}
