/** Where a database stands among its migrations. */
import type { ClientBase } from 'pg'
import { checkHistory } from './history.ts'
import { readLedger, readUnfinished, type UnfinishedMigration } from './ledger.ts'
import type { Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import { type LockHolder, lockHolder } from './runner-lock.ts'

export interface MigrationState {
  readonly number: number
  readonly name: string
  readonly folder: string
  /** RFC 3339; absent: not applied. */
  readonly appliedAt?: string
  readonly durationMs?: number
}

export interface MigrationStatus {
  /** Every migration of the folder, by number. */
  readonly migrations: readonly MigrationState[]
  /** How many of them are not applied. */
  readonly pending: number
  /** Why `migrateUp` would refuse. */
  readonly problem?: MigrationError
  readonly unfinished?: UnfinishedMigration
  /** Who runs migrations at this moment. */
  readonly running?: LockHolder
}

/** Changes nothing and waits for nobody. */
export async function migrationStatus(options: {
  readonly client: ClientBase
  readonly migrations: readonly Migration[]
}): Promise<MigrationStatus> {
  const { client, migrations } = options
  const applied = await readLedger(client)
  const states = migrations.map(({ number, name, folder }): MigrationState => {
    const row = applied.find((each) => each.number === number)
    return { number, name, folder, ...(row ? { appliedAt: row.appliedAt, durationMs: row.durationMs } : {}) }
  })
  const problem = problemOf(() => checkHistory(migrations, applied))
  const unfinished = await readUnfinished(client)
  const running = await lockHolder(client)
  return {
    migrations: states,
    pending: states.filter(({ appliedAt }) => appliedAt === undefined).length,
    ...(problem ? { problem } : {}),
    ...(unfinished ? { unfinished } : {}),
    ...(running ? { running } : {}),
  }
}

function problemOf(check: () => void): MigrationError | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof MigrationError) return error
    throw error
  }
}
