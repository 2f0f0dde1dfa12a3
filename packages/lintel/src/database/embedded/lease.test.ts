import { spawnSync } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasLiveLease, takeLease } from './lease.ts'
import { scratchDirectory } from './scratch.fixture.ts'

test('a lease lives until it is released', async () => {
  const directory = await scratchDirectory()
  expect(hasLiveLease(directory)).toBe(false)
  const leases = [takeLease(directory), takeLease(directory)]
  leases[0]!.release()
  leases[0]!.release()
  expect(hasLiveLease(directory)).toBe(true)
  leases[1]!.release()
  expect(hasLiveLease(directory)).toBe(false)
})

test('leases of dead processes and unreadable ones do not count and are deleted', async () => {
  const directory = await scratchDirectory()
  await writeFile(
    join(directory, 'dead.json'),
    JSON.stringify({ pid: spawnSync('true').pid, startedAt: null }),
  )
  await writeFile(join(directory, 'broken.json'), '{')
  expect(hasLiveLease(directory)).toBe(false)
  expect(await readdir(directory)).toEqual([])
})
