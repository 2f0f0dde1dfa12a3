/** Where a database stands among its migrations. */
import type { ClientBase } from 'pg'
import { appliedAhead, checkHistory } from './history.ts'
import { type AppliedMigration, readLedger } from './ledger.ts'
import type { Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import { readUnfinished, type UnfinishedMigration } from './progress.ts'
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
  /** Applied by a newer build; this one has no files of them. */
  readonly ahead: readonly AppliedMigration[]
  /** Why this build cannot serve on what is ahead; absent: it can, or nothing is. */
  readonly outdated?: string
  /** Why the files do not fit what is applied, apart from what is ahead. */
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
  const ahead = appliedAhead(migrations, applied)
  const known = applied.filter((row) => !ahead.includes(row))
  const problem = problemOf(() => checkHistory(migrations, known))
  const unfinished = await readUnfinished(client)
  const running = await lockHolder(client)
  const outdated = outdatedBy(migrations.length, ahead, unfinished)
  return {
    migrations: states,
    ahead,
    ...(outdated === undefined ? {} : { outdated }),
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

/** A build can serve on what a newer one made of the schema, as far as each migration says so. */
function outdatedBy(
  own: number,
  ahead: readonly AppliedMigration[],
  unfinished: UnfinishedMigration | undefined,
): string | undefined {
  const under = unfinished && unfinished.number > own ? [unfinished] : []
  const breaking = [...ahead, ...under].find(({ compatibleFrom }) => (compatibleFrom ?? Infinity) > own)
  if (!breaking) return undefined
  const { number, name, compatibleFrom } = breaking
  const needs =
    compatibleFrom === undefined
      ? 'does not say which builds it serves'
      : `serves builds from migration ${compatibleFrom}`
  return `${String(number).padStart(4, '0')}-${name}, of a newer build, ${needs}; the last one here is ${own}.`
}
