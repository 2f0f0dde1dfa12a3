import { spawnSync } from 'node:child_process'
import { readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { isLocked, withDirectoryLock } from './directory-lock.ts'
import { identifyProcess } from './process-identity.ts'
import { scratchDirectory } from './scratch.fixture.ts'

async function lockFile(): Promise<string> {
  return join(await scratchDirectory(), 'lock')
}

test('one holder at a time, and the lock is free afterwards, also after a failure', async () => {
  const file = await lockFile()
  let holders = 0
  const hold = async () => {
    holders += 1
    expect(holders).toBe(1)
    expect(isLocked(file)).toBe(true)
    await sleep(5)
    holders -= 1
  }
  await Promise.all(Array.from({ length: 8 }, () => withDirectoryLock(file, hold)))
  const failing = withDirectoryLock(file, () => Promise.reject(new Error('broke')))
  await expect(failing).rejects.toThrow('broke')
  expect(isLocked(file)).toBe(false)
})

test('waits for a running holder, then names it', async () => {
  const file = await lockFile()
  await writeFile(file, JSON.stringify(identifyProcess(process.pid)))
  const waiting = withDirectoryLock(file, async () => undefined, 50)
  await expect(waiting).rejects.toThrow(new RegExp(`${file} has been held .* by process ${process.pid},`))
})

test('several waiters take over the lock of a dead process one after the other', async () => {
  const file = await lockFile()
  const dead = spawnSync('true').pid
  await writeFile(file, JSON.stringify({ pid: dead, startedAt: null }))
  let holders = 0
  const hold = async () => {
    holders += 1
    expect(holders).toBe(1)
    await sleep(2)
    holders -= 1
  }
  await Promise.all(Array.from({ length: 10 }, () => withDirectoryLock(file, hold, 5_000)))
})

test.runIf(process.platform === 'linux')(
  'a later process with the same number is not the holder',
  async () => {
    const file = await lockFile()
    await writeFile(file, JSON.stringify({ pid: process.pid, startedAt: 'an earlier boot:1' }))
    expect(isLocked(file)).toBe(false)
    await withDirectoryLock(file, async () => {
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(identifyProcess(process.pid))
    })
  },
)

test('an empty lock counts while it is fresh: its holder is about to sign it', async () => {
  const file = await lockFile()
  await writeFile(file, '')
  expect(isLocked(file)).toBe(true)
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(file, longAgo, longAgo)
  expect(isLocked(file)).toBe(false)
})
