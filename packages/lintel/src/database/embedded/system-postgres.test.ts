import { expect, test } from 'vitest'
import { locateBinaries } from './binaries.ts'
import { query, scratchDirectory, scratchHome } from './scratch.fixture.ts'
import { supervise } from './supervisor.ts'
import { listSystemDirectories } from './system-directories.ts'

const hasSystemPostgres = (await listSystemDirectories()).length > 0

test.runIf(hasSystemPostgres)('a PostgreSQL of the machine serves when the package does not', async () => {
  const options = { dataDir: await scratchHome(), transport: 'socket', durable: false } as const
  const server = await supervise({ ...options, sources: ['system'] })
  expect(server.source).toBe('system')
  expect(
    await query(server.connectionString, `select upper('ž') as upper, current_setting('timezone') as zone`),
  ).toEqual([{ upper: 'Ž', zone: 'UTC' }])
  const second = await supervise(options)
  expect(second).toMatchObject({ adopted: true, source: 'system', version: server.version })
  await second.stop()
  await server.stop()

  const withPackage = supervise({ ...options, sources: ['package'] })
  await expect(withPackage).rejects.toThrow(
    new RegExp(`made by PostgreSQL ${Number.parseInt(server.version, 10)},`),
  )
})

test('without any PostgreSQL the error says what was tried and what to do', async () => {
  const search = { storage: await scratchDirectory(), account: undefined, preferredMajorVersion: undefined }
  const failing = locateBinaries({ ...search, sources: [] })
  await expect(failing).rejects.toMatchObject({ code: 'binaries_missing' })
  await expect(failing).rejects.toThrow(/Install the package .* or set DATABASE_URL/)
})
