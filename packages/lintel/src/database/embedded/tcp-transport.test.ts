import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { query, runningPostmaster, scratchHome } from './scratch.fixture.ts'
import { supervise } from './supervisor.ts'

test('over TCP, as on Windows, a generated password is asked for and found by the next process', async () => {
  const dataDir = await scratchHome()
  const options = { dataDir, transport: 'tcp', durable: false } as const
  const server = await supervise(options)
  const password = await readFile(join(dataDir, 'password'), 'utf8')
  expect(password.length).toBeGreaterThan(30)
  expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600)
  expect(await query(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(server.limits.join('\n')).not.toContain(password)

  const wrong = server.connectionString.replace(password, 'wrong')
  await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)

  const second = await supervise(options)
  expect(second).toMatchObject({ adopted: true, connectionString: server.connectionString })
  await server.stop()
  await second.stop()
  expect(runningPostmaster(dataDir)).toBeUndefined()
  const later = await supervise(options)
  expect(await query(later.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  await later.stop()
})
