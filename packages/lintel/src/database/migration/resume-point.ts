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
}

/** @throws MigrationError `migration_edited` where a step that is done was changed; `migration_unfinished` */
export function resumePoint({ migration, direction, scripts, unfinished }: Question): ResumePoint {
  if (!unfinished) return { stepsDone: 0, isSame: true }
  const steps = scripts[unfinished.direction]?.steps ?? []
  const changed = unfinished.checksums.findIndex((checksum, index) => steps[index]?.checksum !== checksum)
  if (changed >= 0) {
    const { file } = migration[unfinished.direction] ?? migration.up
    const message = `Step ${changed + 1} of ${file} was changed after it was run.`
    throw new MigrationError('migration_edited', message, { file })
  }
  if (unfinished.direction === direction) return { stepsDone: unfinished.stepsDone, isSame: true }
  const back = scripts[direction]?.steps.length
  // Each way back undoes one step, so as many are left as were not done. One that runs outside a transaction may have
  // been done without a note of it: it is undone, too.
  const begun = unfinished.stepsDone + (unfinished.isRunning ? 1 : 0)
  if (back === steps.length) return { stepsDone: steps.length - begun, isSame: false }
  throw new MigrationError(
    'migration_unfinished',
    `${migration.folder} was stopped on its way ${unfinished.direction}, after ${unfinished.stepsDone} of ${steps.length} steps; its other way has ${back ?? 'none'}.`,
  )
}
