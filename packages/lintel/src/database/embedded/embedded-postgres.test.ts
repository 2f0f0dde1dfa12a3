import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import {
  isInProcessTable,
  query,
  runningPostmaster,
  scratchDirectory,
  scratchHome,
} from './scratch.fixture.ts'

// Stopped between the tests; a later start takes a tenth of a first one.
let shared: string
beforeAll(async () => {
  shared = await scratchHome()
})

test('the first start makes a database, a later start finds it again', async () => {
  const dataDir = shared
  const begin = performance.now()
  const first = await startEmbeddedPostgres({ dataDir })
  const firstMs = performance.now() - begin
  expect(first).toMatchObject({ source: 'package', adopted: false })
  expect(first.version).toMatch(/^18\.\d+$/)
  await query(first.connectionString, 'create table note (text text)', `insert into note values ('kept')`)
  await first.stop()

  const again = performance.now()
  const later = await startEmbeddedPostgres({ dataDir })
  const laterMs = performance.now() - again
  expect(await query(later.connectionString, 'select text from note')).toEqual([{ text: 'kept' }])
  await later.stop()
  console.log(`embedded PostgreSQL: first start ${Math.round(firstMs)} ms, later ${Math.round(laterMs)} ms`)
  expect(laterMs).toBeLessThan(firstMs)
})

test('the server speaks UTF-8, counts in UTC, and listens on its socket only', async () => {
  const server = await startEmbeddedPostgres({ dataDir: shared, database: 'app-test' })
  const [row] = await query(
    server.connectionString,
    `select current_database() as database, current_setting('server_encoding') as encoding,
            current_setting('timezone') as timezone, upper('žluťoučký') as upper, current_setting('ssl') as ssl,
            current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync`,
  )
  expect(row).toEqual({
    database: 'app-test',
    encoding: 'UTF8',
    timezone: 'UTC',
    upper: 'ŽLUŤOUČKÝ',
    ssl: 'off',
    addresses: '',
    fsync: 'on',
  })
  expect(server.limits.join('\n')).toMatch(/not for production.*no TLS.*No network access/s)
  expect(server.limits.join('\n')).not.toMatch(/fsync is off/)
  await server.stop()
})

test('only its account may enter the socket directory and the data directory', async () => {
  const dataDir = shared
  const server = await startEmbeddedPostgres({ dataDir, durable: false })
  for (const name of ['run', 'data']) expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o700)
  expect(server.limits.join('\n')).toMatch(/fsync is off/)
  await server.stop()
})

test('sessions are real: notifications arrive, and an advisory lock excludes', async () => {
  const server = await startEmbeddedPostgres({ dataDir: shared, durable: false })
  const clients = [1, 2].map(() => new Client({ connectionString: server.connectionString }))
  const [listener, speaker] = clients as [Client, Client]
  await Promise.all(clients.map((client) => client.connect()))
  const heard = new Promise((resolve) => listener.once('notification', ({ payload }) => resolve(payload)))
  await listener.query('listen news')
  await speaker.query(`notify news, 'hello'`)
  expect(await heard).toBe('hello')
  const lock = 'select pg_try_advisory_lock(7) as got'
  expect((await listener.query(lock)).rows).toEqual([{ got: true }])
  expect((await speaker.query(lock)).rows).toEqual([{ got: false }])
  await Promise.all(clients.map((client) => client.end()))
  await server.stop()
})

test('within one process too, the last user stops the server, and no zombie stays', async () => {
  const dataDir = shared
  const [one, two] = await Promise.all([
    startEmbeddedPostgres({ dataDir, durable: false }),
    startEmbeddedPostgres({ dataDir, database: 'other', durable: false }),
  ])
  expect([one.adopted, two.adopted].sort()).toEqual([false, true])
  const pid = runningPostmaster(dataDir)!
  await one.stop()
  await one.stop()
  expect(await query(two.connectionString, 'select current_database() as name')).toEqual([{ name: 'other' }])
  await two.stop()
  expect(runningPostmaster(dataDir)).toBeUndefined()
  await expect.poll(() => isInProcessTable(pid)).toBe(false)
  expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).toMatch(/database system is shut down/)
})

test('stop() rolls back what is open and does not wait for it', async () => {
  const server = await startEmbeddedPostgres({ dataDir: shared, durable: false })
  const client = new Client({ connectionString: server.connectionString })
  const ended = new Promise((resolve) => client.on('error', resolve))
  await client.connect()
  await client.query('begin')
  const begin = performance.now()
  await server.stop()
  expect(performance.now() - begin).toBeLessThan(5_000)
  expect(await ended).toBeInstanceOf(Error)
})

test.each([
  [{ dataDir: '' }, /dataDir is empty/],
  [{ dataDir: '/tmp/x', database: 'a/b' }, /database takes letters/],
  [{ dataDir: '/tmp/x', port: 0 }, /port is not in 1–65535/],
])('refuses %j before it touches anything', async (options, message) => {
  await expect(startEmbeddedPostgres(options)).rejects.toThrow(message)
})

test('refuses a directory that holds other things, and leaves it alone', async () => {
  const project = await scratchDirectory()
  await mkdir(join(project, 'src'))
  await expect(startEmbeddedPostgres({ dataDir: project })).rejects.toThrow(/holds other things \(src\)/)
  await expect(stat(join(project, 'data'))).rejects.toThrow(/ENOENT/)
})
