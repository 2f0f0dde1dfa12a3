/** Verifies a project's migrations in databases that are dropped afterwards, whatever ends the work. */

import { scratchServer } from '../../database/embedded/scratch-server.ts'
import type { Migration } from '../../database/migration/migration.ts'
import { MigrationError } from '../../database/migration/migration-error.ts'
import { readMigrations } from '../../database/migration/read-migrations.ts'
import type { Verification } from '../../database/verification/migration/verification.ts'
import { verifyMigrations } from '../../database/verification/migration/verify-migrations.ts'
import { ScratchDatabases } from '../../database/verification/scratch-databases.ts'
import { migrationsDirectory, type Project } from '../../service/project.ts'
import { databaseUrlOf } from '../../service/settings.ts'
import { databasePlace } from '../database-failure.ts'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'
import { aborted, listenForStop } from '../serve/stop-signals.ts'
import { complain } from '../terminal.ts'

export interface VerifyRequest {
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly all?: boolean | undefined
  readonly rows: number
  readonly seed: number
}

export interface VerifyOutcome {
  readonly verified: readonly Verification[]
  /** Folders of those that could not be tried, because one before does not run. */
  readonly untried: readonly string[]
}

/** @throws Failure `verify_interrupted`, `database_creation_refused`; MigrationError; Problem `database_unavailable` */
export async function verifyProject(project: Project, request: VerifyRequest): Promise<VerifyOutcome> {
  const migrations = await readMigrations(migrationsDirectory(project))
  const { from, to } = rangeOf(migrations, request)
  const chosen = migrations.slice(Math.max(from - 1, 0), to)
  if (chosen.length === 0) return { verified: [], untried: [] }
  const { rows: rowsPerTable, seed } = request
  const onBegin = ({ folder }: Migration) => complain(`verifying ${folder}`)
  const verified = await withScratchDatabases(project, (databases) =>
    verifyMigrations({ databases, migrations, from, to, rowsPerTable, seed, onBegin }),
  )
  return { verified, untried: chosen.slice(verified.length).map(({ folder }) => folder) }
}

function rangeOf(migrations: readonly Migration[], { from, to, all }: VerifyRequest) {
  const last = to ?? migrations.length
  const first = from ?? (all ? Math.min(1, last) : last)
  const wrong = [first, last].find((each) => each > migrations.length || (each < 1 && migrations.length > 0))
  if (wrong !== undefined) {
    const message = `There is no migration ${wrong}; the last one is ${migrations.length}.`
    throw new MigrationError('target_unknown', message, { hint: 'Name the number of a migration.' })
  }
  if (first <= last) return { from: first, to: last }
  throw new MigrationError('target_unknown', `Migration ${first} comes after ${last}.`, {
    hint: 'Let --from be the smaller number.',
  })
}

/** Databases on the server of the project, or on an embedded one of their own; dropped whatever ends the work. */
export async function withScratchDatabases<T>(
  project: Project,
  work: (databases: ScratchDatabases) => Promise<T>,
): Promise<T> {
  const stop = listenForStop()
  const server = await scratchServer(databaseUrlOf(process.env), project.directory)
  // From now on something may be left behind.
  stop.takeOver()
  const databases = new ScratchDatabases(server.connectionString, 'lintel_verify')
  const working = work(databases)
  // After a signal nobody listens to how it ends.
  working.catch(() => undefined)
  try {
    return await Promise.race([working, interruption(stop.signal)])
  } catch (error) {
    throw isRefusal(error) ? creationRefused(error) : error
  } finally {
    await databases.close()
    await server.stop()
  }
}

async function interruption(signal: AbortSignal): Promise<never> {
  await aborted(signal)
  throw new Failure('verify_interrupted', 'Ended by a signal; its databases are dropped.', {
    exitCode: exitCode.interrupted,
  })
}

function isRefusal(error: unknown): boolean {
  // A statement of a migration that is refused comes as an error of that migration.
  return error instanceof Error && 'code' in error && error.code === '42501'
}

function creationRefused(cause: unknown): Failure {
  const place = databasePlace(process.env.DATABASE_URL) ?? 'the server'
  return new Failure(
    'database_creation_refused',
    `The role of DATABASE_URL may not create databases at ${place}.`,
    {
      hint: 'Give it the right (ALTER ROLE … CREATEDB), or name another server for this command; with an empty DATABASE_URL it uses an embedded one.',
      cause,
    },
  )
}
