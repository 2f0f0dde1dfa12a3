/** Brings the database to the schema that the model needs, or refuses to serve on another. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import { readColumns } from '../database/migration/introspection/read-columns.ts'
import type { Migration } from '../database/migration/migration.ts'
import type { OnProgress } from '../database/migration/migration-progress.ts'
import { type MigrationStatus, migrationStatus } from '../database/migration/migration-status.ts'
import { latestSnapshot } from '../database/migration/read-migrations.ts'
import { openToRole } from '../database/own-tables/open-to-role.ts'
import { ensureOwnTables, missingTables, type OwnTables } from '../database/own-tables/own-tables.ts'
import { diffSchemas } from '../plan/migration/diff-schemas.ts'
import { servedSchema } from '../plan/migration/live/served-schema.ts'
import { createTypes } from '../plan/tables/column-types.ts'
import type { DatabaseSchema } from '../plan/tables/database-schema.ts'
import { SchemaMismatch } from './schema-mismatch.ts'

export type SchemaPolicy =
  /** Serve only on a schema that migrations have brought here. */
  | 'match'
  /** Wait until somebody has applied what is pending, then serve. */
  | 'wait'
  /** Apply pending migrations, then serve. */
  | 'migrate'
  /** For development: also apply what no migration says yet. */
  | 'follow'
  /** For an empty database of a test: make everything at once. */
  | 'create'
  /** Somebody else keeps the schema: it is not looked at, except that rules which should stand in it do. */
  | 'trust'

export interface Prepared {
  /** Folders of the migrations that were applied now. */
  readonly applied: readonly string[]
  /** Changes that no migration says yet, applied for development. */
  readonly unplanned: number
}

export interface Preparation {
  readonly client: ClientBase
  readonly schema: DatabaseSchema
  readonly migrations: readonly Migration[]
  /** Tables of the framework's own without which the application cannot work. */
  readonly ownTables?: readonly OwnTables[]
  readonly policy: SchemaPolicy
  /** How long the policy `wait` waits, in milliseconds (default 600,000). */
  readonly waitMs?: number
  readonly onProgress?: OnProgress
}

const nothing: Prepared = { applied: [], unplanned: 0 }

/** @throws SchemaMismatch, MigrationError */
export async function prepareSchema(preparation: Preparation): Promise<Prepared> {
  const { client, schema, migrations, policy, ownTables = [] } = preparation
  if (policy === 'trust') {
    await refuseUnsecured({ client, schema })
    return nothing
  }
  if (policy === 'create') {
    for (const statement of createTypes(schema)) await client.query(statement)
    const { createSchema } = await import('../database/migration/create-schema.ts')
    await createSchema({ client, schema })
    await ensureOwnTables(client, ownTables)
    await openOwnTables(client, schema)
    await refuseUnsecured({ client, schema })
    return nothing
  }
  if (policy === 'follow') {
    const { followSchema } = await import('./follow-schema.ts')
    const followed = await followSchema({ client, schema, migrations })
    await ensureOwnTables(client, ownTables)
    await openOwnTables(client, schema)
    await refuseUnsecured({ client, schema })
    return followed
  }
  refuseUnplanned(migrations, schema)
  if (policy === 'wait') await waitForPending(preparation)
  const status = await migrationStatus({ client, migrations })
  refuseOutdated(status)
  const pending = status.pending > 0
  if (policy !== 'migrate' && pending) throw pendingMismatch(status)
  const applied = pending ? await apply(preparation) : []
  // On the schema of a newer build some columns are others than this one was written for, and serve it all the same.
  const ahead = isAhead(status)
  if (!ahead) await refuseMissing(client, schema)
  await refuseUnsecured({ client, schema, isAhead: ahead })
  const missing = await missingTables(client, ownTables)
  if (missing.length > 0) throw withoutTables(missing)
  await openOwnTables(client, schema)
  return { applied: applied.map(({ folder }) => folder), unplanned: 0 }
}

/** With rules in the database, statements run as a role that owns nothing. */
async function openOwnTables(client: ClientBase, { rowSecurity }: DatabaseSchema): Promise<void> {
  if (!rowSecurity) return
  const grants = await openToRole(client, rowSecurity.role)
  if (grants === undefined) return
  throw new SchemaMismatch(
    `The role ${rowSecurity.role} may not use the tables of the framework's own, and this login may not let it.`,
    `Run as their owner: ${grants}`,
  )
}

function withoutTables(missing: readonly OwnTables[]): SchemaMismatch {
  return new SchemaMismatch(
    `This database lacks the tables for ${missing.map(({ keeps }) => keeps).join(', ')}, or has those of an older release.`,
    'Run "lintel migrate up": it makes them, also where no migration is pending.',
  )
}

// Most starts find nothing to do: what works on a schema is loaded where there is.
async function apply({ client, migrations, onProgress }: Preparation): Promise<readonly Migration[]> {
  const { migrateUp } = await import('../database/migration/migrate.ts')
  return migrateUp({ client, migrations, ...(onProgress ? { onProgress } : {}) })
}

/** Whether a newer build has changed the schema, or is about to. */
function isAhead({ ahead, unfinished, migrations }: MigrationStatus): boolean {
  return ahead.length > 0 || (unfinished !== undefined && unfinished.number > migrations.length)
}

function refuseUnplanned(migrations: readonly Migration[], schema: DatabaseSchema): void {
  const changes = diffSchemas(servedSchema(latestSnapshot(migrations)), schema).length
  if (changes === 0) return
  throw new SchemaMismatch(
    `The model differs from the last migration in ${changes} ${changes === 1 ? 'place' : 'places'}.`,
    'Run "lintel plan" to write a migration, review it, and commit it.',
  )
}

function refuseOutdated({ problem, outdated }: MigrationStatus): void {
  if (problem) throw problem
  if (outdated === undefined) return
  throw new SchemaMismatch(outdated, 'Start the newer build, or go back with its "lintel migrate down".')
}

function pendingMismatch({ pending, migrations, unfinished }: MigrationStatus): SchemaMismatch {
  const stopped = unfinished
    ? ` One was stopped after ${unfinished.stepsDone} of ${unfinished.stepsTotal} steps.`
    : ''
  return new SchemaMismatch(
    `${pending} of ${migrations.length} migrations are not applied to this database.${stopped}`,
    'Run "lintel migrate up", or set MIGRATIONS_AT_START=apply, or wait.',
  )
}

async function waitForPending({ client, migrations, waitMs = 600_000 }: Preparation): Promise<void> {
  const deadline = performance.now() + waitMs
  for (;;) {
    const status = await migrationStatus({ client, migrations })
    refuseOutdated(status)
    if (status.pending === 0) return
    if (performance.now() >= deadline) throw pendingMismatch(status)
    await sleep(500)
  }
}

/** Whoever asked for the rules in the database is not served without them. */
async function refuseUnsecured({
  client,
  schema: { rowSecurity },
  isAhead = false,
}: Pick<Preparation, 'client' | 'schema'> & { readonly isAhead?: boolean }): Promise<void> {
  if (!rowSecurity) return
  const { rowSecurityGaps } = await import('../database/row-security.ts')
  const [gap] = await rowSecurityGaps({ client, security: rowSecurity, isAhead })
  if (gap) throw new SchemaMismatch(gap.message, gap.hint)
}

/** The ledger says what was applied; somebody may have changed the database by hand since. */
async function refuseMissing(client: ClientBase, schema: DatabaseSchema): Promise<void> {
  const found = await readColumns(client)
  const wrong = Object.values(schema.tables).flatMap((table) => {
    const columns = found.get(table.name)
    if (!columns) return [`The table ${table.name} is missing.`]
    return table.columns.flatMap(({ name, type }) => {
      const column = columns.find((each) => each.name === name)
      if (!column) return [`The column ${table.name}.${name} is missing.`]
      return column.type === type ? [] : [`The column ${table.name}.${name} is ${column.type}, not ${type}.`]
    })
  })
  if (wrong.length === 0) return
  const [first, ...rest] = wrong
  throw new SchemaMismatch(
    `The database is not as its migrations left it. ${first}${rest.length > 0 ? ` There are ${rest.length} more differences.` : ''}`,
    'Run "lintel doctor" to see all of them.',
  )
}
