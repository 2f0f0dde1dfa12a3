/** The locks that PostgreSQL takes on tables: how strong they are, and whom they keep waiting. */

/** From the weakest to the strongest. */
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

export type TableLockMode = (typeof lockModes)[number]

/**
 * Table 13.2, Conflicting Lock Modes: for each mode the places of those that wait for it.
 *
 * @source https://www.postgresql.org/docs/current/explicit-locking.html#TABLE-LOCK-COMPATIBILITY
 */
const conflicts: Readonly<Record<TableLockMode, readonly TableLockMode[]>> = {
  'ACCESS SHARE': ['ACCESS EXCLUSIVE'],
  'ROW SHARE': ['EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'ROW EXCLUSIVE': ['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE UPDATE EXCLUSIVE': lockModes.slice(3),
  SHARE: ['ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'],
  'SHARE ROW EXCLUSIVE': lockModes.slice(2),
  EXCLUSIVE: lockModes.slice(1),
  'ACCESS EXCLUSIVE': lockModes,
}

export function doConflict(one: TableLockMode, other: TableLockMode): boolean {
  return conflicts[one].includes(other)
}

/** What has to wait while a lock is held. */
export interface Blocked {
  /** `SELECT` */
  readonly reads: boolean
  /** `SELECT … FOR UPDATE`, `FOR SHARE`; inserts that refer to a row of the table. */
  readonly lockingReads: boolean
  /** `INSERT`, `UPDATE`, `DELETE` */
  readonly writes: boolean
  /** What takes the weakest lock among changes of a schema: `VACUUM`, `CREATE INDEX CONCURRENTLY`, `VALIDATE CONSTRAINT`. */
  readonly ddl: boolean
}

/** Whom a lock of this mode keeps waiting. */
export function conflictsWith(mode: TableLockMode): Blocked {
  return {
    reads: doConflict(mode, 'ACCESS SHARE'),
    lockingReads: doConflict(mode, 'ROW SHARE'),
    writes: doConflict(mode, 'ROW EXCLUSIVE'),
    ddl: doConflict(mode, 'SHARE UPDATE EXCLUSIVE'),
  }
}

/** The strongest of them; `undefined` of none. */
export function strongestLock(modes: Iterable<TableLockMode>): TableLockMode | undefined {
  return lockModes[Math.max(...[...modes].map((mode) => lockModes.indexOf(mode)))]
}

/** The mode by the name that `pg_locks` has for it: `ShareUpdateExclusiveLock`. */
export function lockMode(name: string): TableLockMode | undefined {
  const words = name
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase()
  return lockModes.find((mode) => mode === words)
}
