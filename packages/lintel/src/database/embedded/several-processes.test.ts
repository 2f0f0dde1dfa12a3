import { execFileSync } from 'node:child_process'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { identifyProcess, signalProcess } from './process-identity.ts'
import { query, runningPostmaster, scratchHome, startServerUser } from './scratch.fixture.ts'
import { supervise } from './supervisor.ts'

const transport = 'socket'

// Each test leaves it stopped.
let dataDir: string
beforeAll(async () => {
  dataDir = await scratchHome()
})

test('a server whose process was killed is adopted with its data, and stopped by the adopter', async () => {
  const killed = startServerUser({ dataDir, transport })
  const { connectionString } = await killed.server
  await query(connectionString, 'create table note (text text)', `insert into note values ('kept')`)
  await killed.kill()
  const orphan = runningPostmaster(dataDir)
  expect(orphan).toBeDefined()

  const begin = performance.now()
  const adopter = await supervise({ dataDir, transport })
  console.log(`embedded PostgreSQL: adopted in ${Math.round(performance.now() - begin)} ms`)
  expect(adopter).toMatchObject({ adopted: true, source: 'package', connectionString })
  expect(await query(adopter.connectionString, 'select text from note')).toEqual([{ text: 'kept' }])
  expect(runningPostmaster(dataDir)).toBe(orphan)
  await adopter.stop()
  expect(identifyProcess(orphan!)).toBeUndefined()
})

test('of processes that start at once one makes and starts the server; it ends with the last of them', async () => {
  const dataDir = await scratchHome()
  const users = [1, 2, 3].map(() => startServerUser({ dataDir, transport, durable: false }))
  const servers = await Promise.all(users.map((user) => user.server))
  expect(servers.map((server) => server.error)).toEqual([undefined, undefined, undefined])
  expect(servers.filter((server) => !server.adopted)).toHaveLength(1)
  const starter = users[servers.findIndex((server) => !server.adopted)]!
  const [second, third] = users.filter((user) => user !== starter) as [typeof starter, typeof starter]

  await starter.tell('stop')
  expect(await query(servers[0]!.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  // A killed one does not count as a user.
  await second.kill()
  expect(runningPostmaster(dataDir)).toBeDefined()
  await third.tell('stop')
  expect(runningPostmaster(dataDir)).toBeUndefined()
})

test('process.exit() without stop() takes the server along, unless another process uses it', async () => {
  const users = [1, 2].map(() => startServerUser({ dataDir, transport, durable: false }))
  const [server] = await Promise.all(users.map((user) => user.server))
  await users[0]!.tell('exit')
  expect(await query(server!.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  const pid = runningPostmaster(dataDir)!
  await users[1]!.tell('exit')
  await expect.poll(() => identifyProcess(pid)).toBeUndefined()
})

test('a start during a shutdown waits for its end and starts anew', async () => {
  const leaving = await supervise({ dataDir, transport, durable: false })
  const pid = runningPostmaster(dataDir)!
  process.kill(pid, 'SIGINT')
  const next = await supervise({ dataDir, transport, durable: false })
  expect(next.adopted).toBe(false)
  expect(runningPostmaster(dataDir)).not.toBe(pid)
  await next.stop()
  await leaving.stop()
  expect(runningPostmaster(dataDir)).toBeUndefined()
})

test('a server that was killed itself is started again and has what was committed', async () => {
  const first = await supervise({ dataDir, transport })
  await query(first.connectionString, 'create table paid ()', 'insert into paid default values')
  const pid = runningPostmaster(dataDir)!
  const slowChild = Number(execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).split('\n')[0])
  // A child that has not noticed yet still holds the memory that the next server asks for.
  process.kill(slowChild, 'SIGSTOP')
  onTestFinished(() => signalProcess(slowChild, 'SIGCONT'))
  setTimeout(() => signalProcess(slowChild, 'SIGCONT'), 500)
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => runningPostmaster(dataDir)).toBeUndefined()
  const second = await supervise({ dataDir, transport })
  expect(second.adopted).toBe(false)
  expect(await query(second.connectionString, 'select count(*)::int as n from paid')).toEqual([{ n: 1 }])
  await first.stop()
  expect(runningPostmaster(dataDir)).toBeDefined()
  await second.stop()
})
