import { spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { identifyProcess } from './process-identity.ts'
import { query, runningPostmaster, scratchHome, startServerUser } from './scratch.fixture.ts'
import { supervise } from './supervisor.ts'

const transport = 'socket'

// Each test leaves it stopped and mended.
let dataDir: string
beforeAll(async () => {
  dataDir = await scratchHome()
  const server = await supervise({ dataDir, transport, durable: false })
  await server.stop()
})

test('data of another major version is refused with both versions and left alone', async () => {
  const version = join(dataDir, 'data', 'PG_VERSION')
  await writeFile(version, '17\n')
  const start = supervise({ dataDir, transport, sources: ['package'] })
  await expect(start).rejects.toMatchObject({ code: 'version_mismatch' })
  await expect(start).rejects.toThrow(new RegExp(`${dataDir}/data was made by PostgreSQL 17, .* is 18\\.\\d`))
  expect(await readdir(join(dataDir, 'leases')).catch(() => [])).toEqual([])
  await writeFile(version, '18\n')
  await (await supervise({ dataDir, transport, durable: false })).stop()
})

test('a start that fails shows the end of the log of this start', async () => {
  const control = join(dataDir, 'data', 'global', 'pg_control')
  await rename(control, `${control}.gone`)
  const start = supervise({ dataDir, transport })
  await expect(start).rejects.toMatchObject({ code: 'start_failed' })
  const message = await start.catch((error: Error) => error.message)
  expect(message).toMatch(/could not find the database system/)
  expect(message).toContain(join(dataDir, 'postgres.log'))
  expect(message).not.toMatch(/database system is shut down/)
  await rename(`${control}.gone`, control)
  await (await supervise({ dataDir, transport, durable: false })).stop()
})

test('a data directory without PG_VERSION is refused, not made anew', async () => {
  const version = join(dataDir, 'data', 'PG_VERSION')
  await rename(version, `${version}.gone`)
  await expect(supervise({ dataDir, transport })).rejects.toThrow(/PG_VERSION is missing or empty/)
  await expect(stat(join(dataDir, 'data', 'base'))).resolves.toBeDefined()
  await rename(`${version}.gone`, version)
})

test('what an interrupted initdb left is removed', async () => {
  const dataDir = await scratchHome()
  const user = startServerUser({ dataDir, transport })
  const unfinished = async () =>
    (await readdir(dataDir).catch(() => [])).find((it) => it.startsWith('initialising-'))
  await expect.poll(unfinished, { interval: 5, timeout: 10_000 }).toBeDefined()
  await user.kill()
  expect(await readdir(dataDir)).not.toContain('data')

  const server = await supervise({ dataDir, transport, durable: false })
  expect(server.adopted).toBe(false)
  expect(await unfinished()).toBeUndefined()
  expect(await query(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})

test('a postmaster.pid whose number now belongs to another program does not block the start', async () => {
  const lines = [process.pid, join(dataDir, 'data'), 1, 5432, join(dataDir, 'run'), '', '', 'ready   ', '']
  await writeFile(join(dataDir, 'data', 'postmaster.pid'), lines.join('\n'))
  const server = await supervise({ dataDir, transport, durable: false })
  expect(server.adopted).toBe(false)
  await server.stop()
})

test('an orphan without its socket is replaced, but not while another process uses it', async () => {
  const user = startServerUser({ dataDir, transport, durable: false })
  await user.server
  const pid = runningPostmaster(dataDir)!
  await rm(join(dataDir, 'run', '.s.PGSQL.5432'))
  const refused = supervise({ dataDir, transport })
  await expect(refused).rejects.toMatchObject({ code: 'server_unreachable' })
  await expect(refused).rejects.toThrow(
    new RegExp(`process ${pid}\\) runs in ${dataDir}/data but cannot be used`),
  )
  expect(identifyProcess(pid)).toBeDefined()
  await user.kill()
  const server = await supervise({ dataDir, transport, durable: false })
  expect(server.adopted).toBe(false)
  expect(identifyProcess(pid)).toBeUndefined()
  await server.stop()
})

test('a server that answers but whose process is not to be seen, as in another container, is left alone', async () => {
  const user = startServerUser({ dataDir, transport, durable: false })
  const { connectionString } = await user.server
  const file = join(dataDir, 'data', 'postmaster.pid')
  const written = await readFile(file, 'utf8')
  await writeFile(file, written.replace(/^\d+/, String(spawnSync('true').pid)))
  await expect(supervise({ dataDir, transport })).rejects.toThrow(
    /cannot be used: it runs in another container/,
  )
  expect(await query(connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  await writeFile(file, written)
  await user.tell('stop')
})

test('the data directory of another server is refused', async () => {
  const dataDir = await scratchHome()
  await mkdir(dataDir)
  await writeFile(join(dataDir, 'PG_VERSION'), '15\n')
  await expect(supervise({ dataDir, transport })).rejects.toThrow(
    /is itself the data directory of a PostgreSQL/,
  )
})
