/** The schema: are all migrations applied, does the model have more than they say, and is the database as they left it? */
import type { ClientBase } from 'pg'
import { introspectSchema } from '../../database/migration/introspection/introspect-schema.ts'
import type { Migration } from '../../database/migration/migration.ts'
import { type MigrationStatus, migrationStatus } from '../../database/migration/migration-status.ts'
import { latestSnapshot } from '../../database/migration/read-migrations.ts'
import { type SchemaDifference, schemaDifferences } from '../../database/migration/schema-drift.ts'
import { unplannedSnapshot } from '../../database/migration/unplanned.ts'
import { knownPart } from '../../plan/adoption/known-part.ts'
import { diffSchemas } from '../../plan/migration/diff-schemas.ts'
import { servedSchema } from '../../plan/migration/live/served-schema.ts'
import type { DatabaseSchema } from '../../plan/tables/database-schema.ts'
import { counted } from '../terminal.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

export interface SchemaQuestion {
  readonly client: ClientBase
  readonly migrations: readonly Migration[]
  /** Development brings the database to the model by itself, so less is at fault there. */
  readonly isDevelopment: boolean
}

/** Of the model and the files alone. */
export function checkModel(
  schema: DatabaseSchema,
  migrations: readonly Migration[],
  isDevelopment: boolean,
): Finding {
  const changes = diffSchemas(servedSchema(latestSnapshot(migrations)), schema).length
  if (changes === 0) return ok('model', 'The migrations say what the model says.')
  const message = `The model has ${counted(changes, 'change')} that no migration says.`
  const hint = 'Run "lintel plan", review what it writes, and commit it.'
  return isDevelopment ? warn('model', message, hint) : fail('model', message, hint)
}

export async function checkSchema({
  client,
  migrations,
  isDevelopment,
}: SchemaQuestion): Promise<readonly Finding[]> {
  const status = await migrationStatus({ client, migrations })
  const applied = migrations.filter((_, index) => status.migrations[index]?.appliedAt !== undefined)
  const tried = await unplannedSnapshot(client)
  const expected = tried ?? latestSnapshot(applied)
  return [
    ...statusFindings(status, isDevelopment),
    ...(tried && !isDevelopment ? [leftFromDevelopment] : []),
    ...driftFindings(schemaDifferences(expected, knownPart(await introspectSchema(client), expected))),
  ]
}

const leftFromDevelopment = fail(
  'migrations',
  'This database has changes that "lintel dev" made and no migration says.',
  'Run "lintel migrate up --revert-unplanned" to take them back.',
)

function statusFindings(
  { migrations, pending, problem, outdated, unfinished }: MigrationStatus,
  isDevelopment: boolean,
): Finding[] {
  const check = 'migrations'
  if (problem) return [fail(check, problem.message, problem.hint)]
  if (outdated !== undefined) return [fail(check, outdated, 'Start the newer build.')]
  if (unfinished) {
    const { number, direction, stepsDone, stepsTotal } = unfinished
    const message = `Migration ${number} stopped on its way ${direction} after ${stepsDone} of ${counted(stepsTotal, 'step')}.`
    return [fail(check, message, `Run "lintel migrate ${direction}": it goes on where it stopped.`)]
  }
  if (pending === 0) return [ok(check, `${migrations.length} applied, none pending.`)]
  const message = `${pending} of ${counted(migrations.length, 'migration')} not applied.`
  const hint = 'Run "lintel migrate up".'
  return [isDevelopment ? warn(check, message, hint) : fail(check, message, hint)]
}

function driftFindings(differences: readonly SchemaDifference[]): Finding[] {
  if (differences.length === 0) return [ok('drift', 'The database is as its migrations left it.')]
  const hint = 'Somebody changed it by hand. Say the same in the model and plan it, or change it back.'
  return differences.map(({ kind, message }) =>
    kind === 'unexpected' ? warn('drift', message, hint) : fail('drift', message, hint),
  )
}
