/** Runs one migration in one direction, step by step, and writes down what is done. */
import type { ClientBase } from 'pg'
import { hasNothingToDrop, leftSomething } from './concurrent-index.ts'
import { type Direction, recordApplied, recordReverted } from './ledger.ts'
import type { Migration } from './migration.ts'
import type { OnProgress, StepPlace, TraceStatement } from './migration-progress.ts'
import {
  readUnfinished,
  recordBegun,
  recordCleared,
  recordFinished,
  recordRunning,
  recordStep,
  type UnfinishedMigration,
} from './progress.ts'
import type { ReadScript, ScriptStep } from './read-script.ts'
import { resumePoint } from './resume-point.ts'
import { runStep, type StepOutcome } from './run-step.ts'
import type { RunnerLock } from './runner-lock.ts'
import type { StepLimits } from './step-limits.ts'
import { inTransaction } from './transaction.ts'

export interface MigrationRun extends StepLimits {
  readonly client: ClientBase
  readonly lock: RunnerLock
  readonly migration: Migration
  readonly direction: Direction
  readonly scripts: Readonly<Record<Direction, ReadScript | undefined>>
  readonly onProgress: OnProgress
  readonly trace: TraceStatement
}

/** @returns milliseconds it took, those of runners before included */
export async function runMigration(run: MigrationRun): Promise<number> {
  const { client, migration, direction } = run
  const startedAt = performance.now()
  const steps = run.scripts[direction]?.steps ?? []
  const unfinished = await readUnfinished(client)
  const begun = await begin(run, unfinished)
  const elapsedMs = () => Math.round((unfinished?.spentMs ?? 0) + performance.now() - startedAt)
  const isSimple = steps.length === 1 && begun.stepsDone === 0 && isTransactional(steps[0])
  for (let index = begun.stepsDone; index < steps.length; index++) {
    const step = steps[index] as ScriptStep
    const isLast = index === steps.length - 1
    await runStep({
      ...run,
      script: scriptOf(migration, direction),
      step,
      place: placeOf(run, step, index),
      wasRunning: index === begun.stepsDone && begun.wasRunning,
      record: async (outcome) => {
        await noteStep(run, { step, index, outcome })
        if (isLast && isSimple) await conclude(run, elapsedMs())
      },
      recordCleared: () => recordCleared(client, migration),
    })
  }
  if (!isSimple) await inTransaction(client, {}, () => conclude(run, elapsedMs()))
  return elapsedMs()
}

function isTransactional(step: ScriptStep | undefined): boolean {
  return step !== undefined && step.mode !== 'concurrently' && step.mode !== 'backfill'
}

interface Begin {
  readonly stepsDone: number
  /** Whether a runner before this one began the next step outside a transaction. */
  readonly wasRunning: boolean
}

async function begin(run: MigrationRun, unfinished: UnfinishedMigration | undefined): Promise<Begin> {
  const { client, migration, direction, scripts } = run
  const turned = unfinished !== undefined && unfinished.direction !== direction
  const reached = turned ? { reached: await stepsReached(run, unfinished) } : {}
  const point = resumePoint({ migration, direction, scripts, unfinished, ...reached })
  const steps = scripts[direction]?.steps ?? []
  const next = steps[point.stepsDone]
  // What was begun of a step that is another one now says nothing of this one.
  const isOther = unfinished?.runningChecksum !== undefined && unfinished.runningChecksum !== next?.checksum
  const goesOn = unfinished !== undefined && point.isSame && !isOther
  // A migration of one transaction leaves nothing half-done.
  const isWhole = steps.length === 1 && isTransactional(next) && !unfinished
  if (!goesOn && !isWhole) {
    await recordBegun(client, migration, {
      direction,
      stepsDone: point.stepsDone,
      stepsTotal: steps.length,
      checksums: steps.slice(0, point.stepsDone).map(({ checksum }) => checksum),
      compatibleFrom: scripts.up?.compatibleFrom,
    })
  }
  const wasRunning = goesOn && unfinished.isRunning
  if (next?.mode === 'concurrently' && !wasRunning) await recordRunning(client, migration, next.checksum)
  return { stepsDone: point.stepsDone, wasRunning }
}

/**
 * How far a migration came: with the step that was under way outside a transaction, where it left something, and with
 * those ahead that have nothing to do. Their ways back may prepare those of the steps before.
 */
async function stepsReached(
  { client, scripts }: MigrationRun,
  { direction, stepsDone, isRunning }: UnfinishedMigration,
): Promise<number> {
  const steps = scripts[direction]?.steps ?? []
  const statementOf = (step: ScriptStep | undefined) => step?.statements[0]?.text ?? ''
  const isHalfDone = isRunning && (await leftSomething(client, statementOf(steps[stepsDone])))
  let reached = isHalfDone ? stepsDone + 1 : stepsDone
  for (let step = steps[reached]; step; step = steps[reached]) {
    const isIdle = step.mode === 'empty' || (await hasNothingToDrop(client, statementOf(step)))
    if (!isIdle) return reached
    reached += 1
  }
  return reached
}

function placeOf(
  { direction, migration, scripts }: MigrationRun,
  step: ScriptStep,
  index: number,
): StepPlace {
  const steps = scripts[direction]?.steps.length ?? 0
  return { direction, migration, step: index + 1, steps, title: step.title, mode: step.mode }
}

function scriptOf(migration: Migration, direction: Direction) {
  return migration[direction] ?? migration.up
}

interface Noted {
  readonly step: ScriptStep
  readonly index: number
  readonly outcome: StepOutcome
}

async function noteStep(run: MigrationRun, { step, index, outcome }: Noted): Promise<void> {
  const { client, migration, direction, scripts } = run
  const { title, mode, checksum } = step
  await recordStep(client, migration, direction, { step: index + 1, title, mode, checksum, ...outcome })
  const next = scripts[direction]?.steps[index + 1]
  // From here on something of it may be there, although nothing says that it is done.
  if (next?.mode === 'concurrently') await recordRunning(client, migration, next.checksum)
}

/** The migration is done, or undone, as a whole. */
async function conclude(run: MigrationRun, durationMs: number): Promise<void> {
  const { client, migration, direction, scripts } = run
  const compatibleFrom = scripts.up?.compatibleFrom
  if (direction === 'up') await recordApplied(client, migration, { durationMs, compatibleFrom })
  else await recordReverted(client, migration)
  await recordFinished(client, migration)
}
