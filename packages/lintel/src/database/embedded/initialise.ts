/** Makes the data directory of a new server, whole or not at all. */

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { giveTo, runAs } from './account.ts'
import { type Binaries, executable } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { createPrivateDirectory } from './home-directory.ts'
import { serverEnvironment } from './server-environment.ts'

const run = promisify(execFile)

/**
 * Gives the major version of the PostgreSQL that made the data directory, or undefined when there is none yet.
 *
 * @throws  EmbeddedPostgresError `directory_unusable`, `account_unsuitable`
 */
export async function readMajorVersion(cluster: Cluster): Promise<number | undefined> {
  const { data } = cluster.home
  const entry = await stat(data).catch(() => undefined)
  if (entry === undefined) return undefined
  refuseOtherOwner(cluster, entry.uid)
  const text = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')
  const majorVersion = Number.parseInt(text, 10)
  if (Number.isInteger(majorVersion)) return majorVersion
  throw new EmbeddedPostgresError(
    'directory_unusable',
    `${data} is not a data directory of PostgreSQL: the file PG_VERSION is missing or empty. ` +
      `Restore it from a copy, or delete ${cluster.home.path} to start with an empty database.`,
  )
}

/**
 * Runs initdb into a directory beside, and moves the result to its place, so that a start that dies
 * half-way leaves nothing that the next one could mistake for a database.
 *
 * @throws  EmbeddedPostgresError `initialise_failed` with what initdb said last
 */
export async function initialise(cluster: Cluster, binaries: Binaries, isDurable: boolean): Promise<void> {
  const { storage, data } = cluster.home
  await removeUnfinished(storage)
  const unfinished = await createPrivateDirectory(
    join(storage, `initialising-${process.pid}`),
    cluster.account,
  )
  try {
    const authentication = await authenticationOptions(cluster)
    await runInitdb(cluster, binaries, unfinished, [...authentication, ...(isDurable ? [] : ['--no-sync'])])
    await rename(unfinished, data)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

async function runInitdb(
  cluster: Cluster,
  binaries: Binaries,
  directory: string,
  options: readonly string[],
): Promise<void> {
  const { account } = cluster
  const program = executable(binaries.directory, 'initdb')
  const fixed = ['-D', directory, '-U', 'postgres', '--encoding=UTF8', '--no-instructions', ...options]
  const spawnOptions = { ...runAs(account), cwd: directory, env: serverEnvironment() }
  const attempts = localeOptions(binaries.majorVersion)
  for (const [index, locale] of attempts.entries()) {
    const failure = await run(program, [...fixed, ...locale], spawnOptions).then(
      () => undefined,
      (error: Error & { stderr?: string }) => error.stderr?.trim() || error.message,
    )
    if (failure === undefined) return
    if (index < attempts.length - 1 && /invalid locale/i.test(failure)) continue
    throw initialiseFailed(program, directory, failure)
  }
}

// From 17 on, C.UTF-8 is built in and the same on every system; before, the operating system may lack it.
function localeOptions(majorVersion: number): readonly (readonly string[])[] {
  if (majorVersion >= 17) return [['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']]
  return [['--locale=C.UTF-8', '--lc-messages=C'], ['--locale=C']]
}

async function authenticationOptions({ home, account, transport }: Cluster): Promise<string[]> {
  if (transport === 'socket') return ['--auth-local=trust', '--auth-host=reject']
  await writeFile(home.password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  await giveTo(account, home.password)
  return ['--auth-local=reject', '--auth-host=scram-sha-256', `--pwfile=${home.password}`]
}

async function removeUnfinished(storage: string): Promise<void> {
  for (const name of await readdir(storage)) {
    if (name.startsWith('initialising-')) await rm(join(storage, name), { recursive: true, force: true })
  }
}

function refuseOtherOwner({ home, account }: Cluster, owner: number): void {
  const self = account?.uid ?? process.getuid?.()
  if (self === undefined || owner === self) return
  throw new EmbeddedPostgresError(
    'account_unsuitable',
    `${home.data} belongs to the account with uid ${owner}, and PostgreSQL would run here as uid ${self}. ` +
      `Run as that account, give the directory away (chown -R ${self} ${home.data}), ` +
      `or delete ${home.path} to start with an empty database.`,
  )
}

function initialiseFailed(program: string, directory: string, output: string): EmbeddedPostgresError {
  const lastLines = output.split('\n').slice(-5).join('\n')
  return new EmbeddedPostgresError(
    'initialise_failed',
    `${program} could not make a data directory in ${directory}:\n${lastLines}\n` +
      'Mend what it names, choose another directory, or set DATABASE_URL.',
  )
}
