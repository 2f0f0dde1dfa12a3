/** What a statement costs those who use the table meanwhile: its lock, whom it keeps out, whether it writes all rows anew. */

/** Table locks by PostgreSQL's names, the weakest first. */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const

export type TableLock = (typeof lockModes)[number]

export interface StatementCost {
  /** The lock that it takes on the table it is about, if that was there before. */
  readonly lock: TableLock | 'none' | 'unknown'
  /** Whom the lock keeps out; `reads` are kept out together with writes. */
  readonly blocks: 'reads' | 'writes' | 'nothing' | 'unknown'
  /** Whether it writes every row of the table anew while it holds the lock. */
  readonly rewrites: boolean | 'unknown'
}

export const unknownCost: StatementCost = { lock: 'unknown', blocks: 'unknown', rewrites: 'unknown' }

/** @source https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES */
export function costOf(
  lock: StatementCost['lock'],
  rewrites: StatementCost['rewrites'] = false,
): StatementCost {
  return { lock, blocks: blockedBy(lock), rewrites }
}

function blockedBy(lock: StatementCost['lock']): StatementCost['blocks'] {
  if (lock === 'unknown') return 'unknown'
  if (lock === 'ACCESS EXCLUSIVE') return 'reads'
  return strength(lock) >= strength('SHARE') ? 'writes' : 'nothing'
}

/** The parts of one statement together. One that is unknown may be worse than all the others. */
export function strongest(costs: readonly StatementCost[]): StatementCost {
  const rewrites = costs.some((cost) => cost.rewrites === true) || (costs.find(isUnsure)?.rewrites ?? false)
  const byStrength = costs.toSorted((one, other) => strength(other.lock) - strength(one.lock))
  return { ...(byStrength[0] ?? costOf('none')), rewrites }
}

const isUnsure = ({ rewrites }: StatementCost) => rewrites === 'unknown'

function strength(lock: StatementCost['lock']): number {
  if (lock === 'none') return -1
  // Nothing is stronger than ACCESS EXCLUSIVE, so what is unknown cannot add to it.
  return lock === 'unknown' ? lockModes.length - 1.5 : lockModes.indexOf(lock)
}
