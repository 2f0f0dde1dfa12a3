/** Keeps the database of a developer at what the model says, without a migration for each step on the way. */
import { migrateUp } from '../database/migration/migrate.ts'
import { migrationStatus } from '../database/migration/migration-status.ts'
import { latestSnapshot } from '../database/migration/read-migrations.ts'
import { applyUnplanned, revertUnplanned, unplannedSnapshot } from '../database/migration/unplanned.ts'
import type { Preparation, Prepared } from './prepare-schema.ts'
import { SchemaMismatch } from './schema-mismatch.ts'

type Following = Omit<Preparation, 'policy'>

/**
 * What development tried out is taken back before a migration that may say the same is applied; otherwise only the
 * newest difference is added, so that rows stay.
 */
export async function followSchema({ client, schema, migrations }: Following): Promise<Prepared> {
  const { pending, problem, ahead } = await migrationStatus({ client, migrations })
  if (problem) throw problem
  if (ahead.length > 0) {
    throw new SchemaMismatch(
      `This database has ${ahead.length} migrations that are not among the files.`,
      'Is this another branch? Bring the files of those migrations here, or undo them there.',
    )
  }
  if (pending > 0) await revertUnplanned({ client })
  // Migrations refuse a database with unplanned changes, which stay where nothing is pending.
  const applied =
    pending > 0 ? await migrateUp({ client, migrations, ignoreServing: true, dutyCycle: 1 }) : []
  const from = (await unplannedSnapshot(client)) ?? latestSnapshot(migrations)
  const plan = await applyUnplanned({ client, from, to: schema })
  return { applied: applied.map(({ folder }) => folder), unplanned: plan.changes.length }
}
