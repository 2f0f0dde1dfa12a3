/** Brings the database to the schema that the model needs, or refuses to serve on another. */
import type { ClientBase } from 'pg'
import { createSchema } from '../database/migration/create-schema.ts'
import { migrateUp } from '../database/migration/migrate.ts'
import type { Migration } from '../database/migration/migration.ts'
import { migrationStatus } from '../database/migration/migration-status.ts'
import { latestSnapshot } from '../database/migration/read-migrations.ts'
import { applyUnplanned, revertUnplanned, unplannedSnapshot } from '../database/migration/unplanned.ts'
import { diffSchemas } from '../plan/migration/diff-schemas.ts'
import { createTypes } from '../plan/tables/column-types.ts'
import type { DatabaseSchema } from '../plan/tables/database-schema.ts'

export type SchemaPolicy =
  /** Serve only on a schema that migrations have brought here. */
  | 'match'
  /** Apply pending migrations, then serve. */
  | 'migrate'
  /** For development: also apply what no migration says yet. */
  | 'follow'
  /** For an empty database of a test: make everything at once. */
  | 'create'
  /** Somebody else keeps the schema: it is not looked at. */
  | 'trust'

export class SchemaMismatch extends Error {
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.name = 'SchemaMismatch'
    this.hint = hint
  }
}

export interface Prepared {
  /** Folders of the migrations that were applied now. */
  readonly applied: readonly string[]
  /** Changes that no migration says yet, applied for development. */
  readonly unplanned: number
}

interface Preparation {
  readonly client: ClientBase
  readonly schema: DatabaseSchema
  readonly migrations: readonly Migration[]
  readonly policy: SchemaPolicy
}

/** @throws SchemaMismatch, MigrationError */
export async function prepareSchema({ client, schema, migrations, policy }: Preparation): Promise<Prepared> {
  if (policy === 'trust') return { applied: [], unplanned: 0 }
  if (policy === 'create') {
    for (const statement of createTypes(schema)) await client.query(statement)
    await createSchema({ client, schema })
    return { applied: [], unplanned: 0 }
  }
  if (policy === 'follow') return follow({ client, schema, migrations })
  refuseUnplanned(migrations, schema)
  if (policy === 'match') {
    await refusePending(client, migrations)
    return { applied: [], unplanned: 0 }
  }
  const applied = await migrateUp({ client, migrations })
  return { applied: applied.map(({ folder }) => folder), unplanned: 0 }
}

function refuseUnplanned(migrations: readonly Migration[], schema: DatabaseSchema): void {
  const changes = diffSchemas(latestSnapshot(migrations), schema).length
  if (changes === 0) return
  throw new SchemaMismatch(
    `The model differs from the last migration in ${changes} ${changes === 1 ? 'place' : 'places'}.`,
    'Run "lintel plan" to write a migration, review it, and commit it.',
  )
}

async function refusePending(client: ClientBase, migrations: readonly Migration[]): Promise<void> {
  const status = await migrationStatus({ client, migrations })
  if (status.problem) throw status.problem
  if (status.pending === 0) return
  throw new SchemaMismatch(
    `${status.pending} of ${migrations.length} migrations are not applied to this database.`,
    'Run "lintel migrate up", or set MIGRATE_ON_START=true.',
  )
}

type Following = Omit<Preparation, 'policy'>

/**
 * What development tried out is taken back before a migration that may say the same is applied; otherwise only the
 * newest difference is added, so that rows stay.
 */
async function follow({ client, schema, migrations }: Following): Promise<Prepared> {
  const { pending, problem } = await migrationStatus({ client, migrations })
  if (problem) throw problem
  if (pending > 0) await revertUnplanned({ client })
  // Migrations refuse a database with unplanned changes, which stay where nothing is pending.
  const applied = pending > 0 ? await migrateUp({ client, migrations }) : []
  const from = (await unplannedSnapshot(client)) ?? latestSnapshot(migrations)
  const plan = await applyUnplanned({ client, from, to: schema })
  return { applied: applied.map(({ folder }) => folder), unplanned: plan.changes.length }
}
