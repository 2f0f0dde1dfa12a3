import { describe, expect, it } from 'vitest'
import { MigrationError } from './migration-error.ts'
import { isContention, retrying } from './retry.ts'

function databaseError(code: string): Error {
  return Object.assign(new Error('what PostgreSQL says'), { code })
}

describe('isContention', () => {
  it('is a lock that was not to be had, or a deadlock', () => {
    expect(isContention(databaseError('55P03'))).toBe(true)
    expect(isContention(databaseError('40P01'))).toBe(true)
    const cause = databaseError('55P03')
    expect(isContention(new MigrationError('migration_stopped', 'told', { cause }))).toBe(true)
  })

  it('is nothing that trying again cannot mend', () => {
    for (const code of ['23505', '42P01', '57P01', '57014', '55006']) {
      expect([code, isContention(databaseError(code))]).toEqual([code, false])
    }
    expect(isContention(new Error('Connection terminated unexpectedly'))).toBe(false)
    expect(isContention(new MigrationError('migration_lock_lost', 'told'))).toBe(false)
    expect(isContention('55P03')).toBe(false)
  })
})

describe('retrying', () => {
  const blocked = databaseError('55P03')

  it('tries until it works, and tells of each time that it did not', async () => {
    const told: number[] = []
    const startedAt = performance.now()
    const done = await retrying(
      {
        forMs: 10_000,
        async onRetry(attempt, error) {
          expect(error).toBe(blocked)
          told.push(attempt)
        },
      },
      async (attempt) => {
        if (attempt < 4) throw blocked
        return 'done'
      },
    )
    expect(done).toEqual({ result: 'done', attempts: 4 })
    expect(told).toEqual([1, 2, 3])
    // Each pause has a floor of 25 ms.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(70)
  })

  it('waits longer after each time, so that few tries fill a long time', async () => {
    let tries = 0
    const work = retrying({ forMs: 600, onRetry: async () => undefined }, async () => {
      tries += 1
      throw blocked
    })
    await expect(work).rejects.toBe(blocked)
    expect(tries).toBeGreaterThan(1)
    // Pauses of the floor alone would be 24.
    expect(tries).toBeLessThan(20)
  })

  it('does not try again what failed otherwise, or when there is no time', async () => {
    for (const [forMs, error] of [
      [10_000, databaseError('23505')],
      [0, blocked],
    ] as const) {
      const told: number[] = []
      const onRetry = async (attempt: number) => void told.push(attempt)
      const work = retrying({ forMs, onRetry }, async () => {
        throw error
      })
      await expect(work).rejects.toBe(error)
      expect(told).toEqual([])
    }
  })
})
