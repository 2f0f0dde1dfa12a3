/** Where a migration goes on that was stopped half-way, in the same direction or back. */
import type { Direction } from './ledger.ts'
import type { Migration } from './migration.ts'
import { MigrationError } from './migration-error.ts'
import type { UnfinishedMigration } from './progress.ts'
import type { ReadScript } from './read-script.ts'

export interface ResumePoint {
  /** Steps of this direction that need not run. */
  readonly stepsDone: number
  /** Whether it goes on in the direction in which it was stopped. */
  readonly isSame: boolean
}

interface Question {
  readonly migration: Migration
  readonly direction: Direction
  readonly scripts: Readonly<Record<Direction, ReadScript | undefined>>
  readonly unfinished: UnfinishedMigration | undefined
  /** How many of its steps the other way has to undo (default: those that are done). */
  readonly reached?: number
}

/** @throws MigrationError `migration_edited` where a step that is done was changed; `migration_unfinished` */
export function resumePoint(question: Question): ResumePoint {
  const { migration, direction, scripts, unfinished, reached } = question
  if (!unfinished) return { stepsDone: 0, isSame: true }
  const steps = scripts[unfinished.direction]?.steps ?? []
  const changed = unfinished.checksums.findIndex((checksum, index) => steps[index]?.checksum !== checksum)
  if (changed >= 0) {
    const { file } = migration[unfinished.direction] ?? migration.up
    const message = `Step ${changed + 1} of ${file} was changed after it was run.`
    throw new MigrationError('migration_edited', message, { file })
  }
  if (unfinished.direction === direction) return { stepsDone: unfinished.stepsDone, isSame: true }
  const back = scripts[direction]?.steps ?? []
  const stopped = `${migration.folder} was stopped on its way ${unfinished.direction}, after ${unfinished.stepsDone} of ${steps.length} steps`
  if (back.length !== steps.length) {
    const message = `${stopped}; its other way has ${back.length === 0 ? 'none' : back.length}.`
    throw new MigrationError('migration_unfinished', message)
  }
  // Each way back undoes one step, so as many are left as were not done.
  const undoing = back[steps.length - unfinished.stepsDone - 1]
  // It would have to undo some of the rows, and leave others alone.
  if (unfinished.position && undoing && undoing.mode !== 'empty') {
    const message = `${stopped} and ${unfinished.rowsDone} rows of the next, and its way back does not know which rows those are.`
    throw new MigrationError('migration_unfinished', message)
  }
  return { stepsDone: steps.length - (reached ?? unfinished.stepsDone), isSame: false }
}
