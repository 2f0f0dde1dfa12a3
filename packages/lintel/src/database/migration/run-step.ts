/** Runs one step of a migration: under its limits, again where a lock was not to be had, and noted when it is done. */
import type { ClientBase } from 'pg'
import { builtIndex, dropInvalid, wasFinished } from './concurrent-index.ts'
import type { Script } from './migration.ts'
import type { MigrationErrorCode } from './migration-error.ts'
import type { OnProgress, StepPlace, TraceStatement } from './migration-progress.ts'
import { patiently } from './patience.ts'
import type { KeyWalk, ScriptStep } from './read-script.ts'
import { runBackfill } from './run-backfill.ts'
import { refuseTransactionControl, runStatement } from './run-statements.ts'
import type { RunnerLock } from './runner-lock.ts'
import { defaultLimits, type StepLimits } from './step-limits.ts'
import { inTransaction } from './transaction.ts'

export interface StepRun extends StepLimits {
  readonly client: ClientBase
  readonly lock: RunnerLock
  readonly script: Script
  readonly step: ScriptStep
  readonly place: StepPlace
  /** Whether a runner before this one began it outside a transaction. */
  readonly wasRunning: boolean
  readonly onProgress: OnProgress
  readonly trace: TraceStatement
  /** Notes that the step is done; in its transaction, where it has one. */
  readonly record: (outcome: StepOutcome) => Promise<void>
  /** Notes that a step outside a transaction failed and left nothing. */
  readonly recordCleared: () => Promise<void>
}

export interface StepOutcome {
  readonly durationMs: number
  readonly attempts: number
  readonly rows?: number
}

/** @throws MigrationError `migration_failed`, `migration_stopped`, `migration_blocked` */
export async function runStep(run: StepRun): Promise<void> {
  const startedAt = performance.now()
  const { onProgress, place, step } = run
  onProgress({ event: 'step-started', ...place })
  let outcome: StepOutcome = { durationMs: 0, attempts: 1 }
  const elapsed = () => Math.round(performance.now() - startedAt)
  if (step.mode === 'backfill') {
    const rows = await runBackfill({ ...run, over: step.over as KeyWalk })
    outcome = { durationMs: elapsed(), attempts: 1, rows }
    await run.record(outcome)
  } else {
    const attempt = step.mode === 'concurrently' ? runConcurrently : runTogether
    const { attempts } = await patiently(run, async (attempts) => {
      await attempt(run, async () => {
        outcome = { durationMs: elapsed(), attempts }
        onProgress({ event: 'step-ran', ...place })
        await run.record(outcome)
      })
    })
    outcome = { ...outcome, attempts }
  }
  onProgress({ event: 'step-finished', ...place, ...outcome })
}

const transactionLimits = { brief: 5_000, long: 0, whole: 60_000, empty: 0 } as const

/** One transaction, which also notes that it was done: both or neither. */
async function runTogether(run: StepRun, done: () => Promise<void>): Promise<void> {
  const { client, lock, step, script, place, statementTimeoutMs, lockTimeoutMs } = run
  const usual = transactionLimits[step.mode as keyof typeof transactionLimits] ?? 0
  const limits = {
    lockTimeoutMs: lockTimeoutMs ?? defaultLimits.lockTimeoutMs,
    statementTimeoutMs: step.mode === 'long' ? 0 : (statementTimeoutMs ?? usual),
  }
  const code: MigrationErrorCode = step.mode === 'whole' ? 'migration_failed' : 'migration_stopped'
  await inTransaction(client, limits, async () => {
    for (const statement of step.statements) {
      refuseTransactionControl(statement, script)
      const { text: sql, line } = statement
      await run.trace({ ...place, sql, line, isInTransaction: true }, () =>
        runStatement(client, statement, { script, code }),
      )
    }
    lock.assertHeld()
    await done()
  })
}

/** What an earlier try left is cleared away first; what it had finished is not done again. */
async function runConcurrently(run: StepRun, done: () => Promise<void>): Promise<void> {
  const { client, lock, step, script, place, wasRunning } = run
  const [statement] = step.statements
  if (!statement) return done()
  const { text: sql, line } = statement
  const index = builtIndex(sql)
  lock.assertHeld()
  if (index !== undefined) await dropInvalid(client, index)
  if (!(wasRunning && (await wasFinished(client, sql)))) {
    try {
      await run.trace({ ...place, sql, line, isInTransaction: false }, () =>
        runStatement(client, statement, { script, code: 'migration_stopped' }),
      )
    } catch (error) {
      // Where the connection is gone, the next runner looks for what was left.
      await clearAway(run, index).catch(() => undefined)
      throw error
    }
  }
  lock.assertHeld()
  await done()
}

/** An index of this name that is there later is then known to be somebody else's. */
async function clearAway({ client, recordCleared }: StepRun, index: string | undefined): Promise<void> {
  if (index !== undefined) await dropInvalid(client, index)
  await recordCleared()
}
