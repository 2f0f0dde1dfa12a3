/** Runs one migration in one direction, and writes down that it did. */
import type { ClientBase } from 'pg'
import {
  type Direction,
  readUnfinished,
  recordApplied,
  recordFinished,
  recordProgress,
  recordReverted,
} from './ledger.ts'
import type { Migration, Script } from './migration.ts'
import { isOutsideTransaction, runInTransaction, runStatement } from './run-statements.ts'
import { withSessionLimits } from './session-limits.ts'
import { splitStatements } from './split-statements.ts'
import type { StatementLimits } from './statement-limits.ts'
import { inTransaction } from './transaction.ts'

export interface MigrationRun extends StatementLimits {
  readonly migration: Migration
  readonly script: Script
  readonly direction: Direction
}

/** @returns milliseconds it took */
export async function runMigration(client: ClientBase, run: MigrationRun): Promise<number> {
  const startedAt = performance.now()
  const elapsedMs = () => Math.round(performance.now() - startedAt)
  const record = async () => {
    if (run.direction === 'up') await recordApplied(client, run.migration, elapsedMs())
    else await recordReverted(client, run.migration)
  }
  if (isOutsideTransaction(run.script)) {
    await withSessionLimits(client, run, () => runOneByOne(client, run))
    await inTransaction(client, {}, async () => {
      await record()
      await recordFinished(client, run.migration)
    })
  } else {
    await inTransaction(client, { statementTimeoutMs: 60_000, ...run }, async () => {
      await runInTransaction(client, run.script)
      await record()
    })
  }
  return elapsedMs()
}

/** Each statement is written down when it is done, so that the next run goes on behind it. */
async function runOneByOne(
  client: ClientBase,
  { migration, script, direction }: MigrationRun,
): Promise<void> {
  const { number } = migration
  const statements = splitStatements(script.sql)
  const done = (await readUnfinished(client))?.statementsDone ?? 0
  await recordProgress(client, { number, direction, statementsDone: done })
  for (const [index, statement] of statements.entries()) {
    if (index < done) continue
    await runStatement(client, statement, { script, code: 'migration_stopped' })
    await recordProgress(client, { number, direction, statementsDone: index + 1 })
  }
}
