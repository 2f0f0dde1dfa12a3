import { chmod, cp, lstat, mkdir, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { chooseAccount } from './account.ts'
import { BINARIES_PACKAGE, locateBinaries } from './binaries.ts'
import { restoreSymlinks } from './package-symlinks.ts'
import { query, scratchDirectory, scratchHome, startServerUser } from './scratch.fixture.ts'
import { supervise } from './supervisor.ts'

const installed = resolve(createRequire(import.meta.url).resolve(BINARIES_PACKAGE), '..', '..')
const isRoot = process.getuid?.() === 0

/** The package as npm unpacks it without install scripts: all links missing. */
async function unfinishedPackage(): Promise<string> {
  const directory = join(await scratchDirectory(), 'package')
  await cp(installed, directory, {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  })
  return directory
}

test('restores the links of the package, several times at once, and keeps those that exist', async () => {
  const directory = await scratchDirectory()
  const lib = join(directory, 'native', 'lib')
  await mkdir(lib, { recursive: true })
  const target = 'native/lib/libpq.so.5'
  const aliases = [
    { source: 'native/lib/libpq.so.5.18', target },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
  ]
  await writeFile(join(directory, 'native', 'pg-symlinks.json'), JSON.stringify(aliases))
  await Promise.all(Array.from({ length: 5 }, () => restoreSymlinks(join(directory, 'native'))))
  expect((await readdir(lib)).sort()).toEqual(['libpq.so', 'libpq.so.5'])
  expect(await readlink(join(lib, 'libpq.so.5'))).toBe('libpq.so.5.18')
})

test('a package without its links starts a server', async () => {
  const nativeDirectory = join(await unfinishedPackage(), 'native')
  const server = await supervise({
    dataDir: await scratchHome(),
    transport: 'socket',
    durable: false,
    nativeDirectory,
  })
  expect(server.source).toBe('package')
  expect(await query(server.connectionString, `select 'ä' collate "de-x-icu" < 'z' as icu`)).toEqual([
    { icu: true },
  ])
  await server.stop()
})

test.runIf(isRoot)('a package that an ordinary user may not complete is copied beside the data', async () => {
  const nativeDirectory = join(await unfinishedPackage(), 'native')
  const { uid, gid } = (await chooseAccount('/'))!
  const dataDir = await scratchHome()
  await chmod(dirname(dataDir), 0o777)
  const options = { dataDir, transport: 'socket' as const, durable: false, nativeDirectory }
  const first = startServerUser(options, { uid, gid })
  expect(await first.server).toMatchObject({ source: 'package', adopted: false })
  expect(await readdir(dataDir)).toContainEqual(expect.stringMatching(/^native-18\./))
  await first.tell('stop')
})

test.runIf(isRoot)('a package that the server account cannot reach is copied, once', async () => {
  const directory = await unfinishedPackage()
  await chmod(directory, 0o700)
  const storage = await scratchDirectory()
  const account = await chooseAccount('/')
  const nativeDirectory = join(directory, 'native')
  const search = { storage, account, preferredMajorVersion: undefined, nativeDirectory }
  const found = await locateBinaries(search)
  expect(found.directory.startsWith(storage)).toBe(true)
  const { birthtimeMs } = await lstat(found.directory)
  await locateBinaries(search)
  expect((await lstat(found.directory)).birthtimeMs).toBe(birthtimeMs)
})

test('a package that does not run here is named, with what to do', async () => {
  const nativeDirectory = join(await unfinishedPackage(), 'native')
  // As on Alpine, where the loader of the program is missing.
  await rm(join(nativeDirectory, 'lib', 'libicuuc.so.60.2'))
  const search = {
    storage: await scratchDirectory(),
    account: undefined,
    preferredMajorVersion: undefined,
    nativeDirectory,
  }
  const failing = locateBinaries({ ...search, sources: ['package'] })
  await expect(failing).rejects.toMatchObject({ code: 'binaries_missing' })
  await expect(failing).rejects.toThrow(/does not run \(.*libicuuc\.so\.60.*\).*set DATABASE_URL/)
})
