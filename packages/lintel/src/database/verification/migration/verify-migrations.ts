/** Verifies migrations one after the other, each on rows of its own in a copy of a database that has those before. */
import type { ClientBase } from 'pg'
import { withClient } from '../../client.ts'
import { migrateUp } from '../../migration/migrate.ts'
import type { Migration } from '../../migration/migration.ts'
import { MigrationError } from '../../migration/migration-error.ts'
import type { ScratchDatabase, ScratchDatabases } from '../scratch-databases.ts'
import type { Verification } from './verification.ts'
import { verifyMigration } from './verify-migration.ts'

export interface VerifyManyOptions {
  readonly databases: ScratchDatabases
  readonly migrations: readonly Migration[]
  /** Numbers of the first and the last one to verify. */
  readonly from: number
  readonly to: number
  readonly rowsPerTable: number
  readonly seed: number
  /** Told before each. */
  readonly onBegin?: (migration: Migration) => void
}

/**
 * @returns  one for each; fewer where one does not even run on empty tables, so that those after it cannot be tried
 * @throws   MigrationError of a migration before `from`, or of files that do not fit together
 */
export async function verifyMigrations(options: VerifyManyOptions): Promise<readonly Verification[]> {
  const base = await options.databases.create()
  const done = await verifyFrom(base, options)
  await options.databases.drop(base)
  return done
}

async function verifyFrom(
  base: ScratchDatabase,
  options: VerifyManyOptions,
): Promise<readonly Verification[]> {
  const { databases, migrations, from, to, onBegin } = options
  const done: Verification[] = []
  for (const migration of migrations.slice(from - 1, to)) {
    try {
      await withScratch(base, (client) => applyBefore(client, migrations, migration))
    } catch (error) {
      const hasFailed = done.at(-1)?.findings.some(({ code }) => code === 'failed')
      if (error instanceof MigrationError && hasFailed) return done
      throw error
    }
    onBegin?.(migration)
    const copy = await databases.create(base)
    done.push(
      await withScratch(copy, (client) =>
        withScratch(copy, (observer) => verifyMigration({ ...options, client, observer, migration })),
      ),
    )
    await databases.drop(copy)
  }
  return done
}

async function applyBefore(
  client: ClientBase,
  migrations: readonly Migration[],
  { number }: Migration,
): Promise<void> {
  await migrateUp({ client, migrations, to: number - 1, dutyCycle: 1, ignoreServing: true })
}

function withScratch<T>(
  { connectionString }: ScratchDatabase,
  work: (client: ClientBase) => Promise<T>,
): Promise<T> {
  return withClient(connectionString, async (client) => {
    // What is thrown away need not be on the disk.
    await client.query('SET synchronous_commit = off')
    return work(client)
  })
}
