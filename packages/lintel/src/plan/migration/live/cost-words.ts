/** What a statement costs, in words: its locks, what they hold up, and whether it goes through rows. */

import { lockModes, type TableLockMode } from '../../verification/lock-modes.ts'
import type { LiveStatement, StepMode } from './live-step.ts'

/** What waits while a lock of this mode is held. Source: PostgreSQL documentation, "Conflicting Lock Modes". */
export function blockedBy(mode: TableLockMode): string {
  switch (mode) {
    case 'ACCESS EXCLUSIVE':
      return 'reads and writes wait'
    case 'EXCLUSIVE':
    case 'SHARE ROW EXCLUSIVE':
    case 'SHARE':
      return 'writes wait'
    case 'SHARE UPDATE EXCLUSIVE':
      return 'only other changes of the table wait'
    default:
      return 'nothing waits but changes of the table'
  }
}

const durations: Readonly<Record<StepMode, string>> = {
  brief: 'for milliseconds',
  long: 'as long as it takes',
  concurrently: 'as long as it takes',
  backfill: 'for a batch of rows at a time',
}

/** A line for each lock that matters: the strongest, and those on other tables. */
export function costWords({ locks, rows }: LiveStatement, mode: StepMode): string[] {
  const strong = locks.filter(
    (lock) => lockModes.indexOf(lock.mode) >= lockModes.indexOf('SHARE UPDATE EXCLUSIVE'),
  )
  const walked = rows === undefined ? [] : [`goes through the rows of ${rows}`]
  const words = strong.map(
    (lock) => `${lock.mode} on ${lock.table} ${durations[mode]}: ${blockedBy(lock.mode)}`,
  )
  return [...words, ...walked].map((each) => `  ${each}`)
}
