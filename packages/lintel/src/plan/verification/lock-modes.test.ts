import { expect, it } from 'vitest'
import { conflictsWith, doConflict, lockMode, lockModes, strongestLock } from './lock-modes.ts'

it('says whom a lock keeps waiting', () => {
  const blocked = (mode: (typeof lockModes)[number]) =>
    Object.entries(conflictsWith(mode)).flatMap(([who, waits]) => (waits ? [who] : []))
  expect(lockModes.map((mode) => [mode, ...blocked(mode)])).toEqual([
    ['ACCESS SHARE'],
    ['ROW SHARE'],
    ['ROW EXCLUSIVE'],
    ['SHARE UPDATE EXCLUSIVE', 'ddl'],
    ['SHARE', 'writes', 'ddl'],
    ['SHARE ROW EXCLUSIVE', 'writes', 'ddl'],
    ['EXCLUSIVE', 'lockingReads', 'writes', 'ddl'],
    ['ACCESS EXCLUSIVE', 'reads', 'lockingReads', 'writes', 'ddl'],
  ])
})

it('finds the strongest', () => {
  expect(strongestLock(['SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE'])).toBe('SHARE')
  expect(strongestLock([...lockModes].reverse())).toBe('ACCESS EXCLUSIVE')
  expect(strongestLock([])).toBeUndefined()
})

it('conflicts both ways, as waiting does', () => {
  for (const one of lockModes)
    for (const other of lockModes) expect(doConflict(one, other)).toBe(doConflict(other, one))
  expect(doConflict('SHARE', 'SHARE')).toBe(false)
  expect(doConflict('SHARE UPDATE EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE')).toBe(true)
})

it('knows the names in pg_locks', () => {
  expect(lockMode('ShareUpdateExclusiveLock')).toBe('SHARE UPDATE EXCLUSIVE')
  expect(lockMode('AccessShareLock')).toBe('ACCESS SHARE')
  expect(lockMode('SIReadLock')).toBeUndefined()
})
