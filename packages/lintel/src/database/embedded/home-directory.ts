/** Lays out the directory that holds everything of one embedded server, and refuses one that holds other things. */

import { chmod, mkdir, mkdtemp, readdir, readlink, realpath, stat, symlink, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, canEnter, giveTo } from './account.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

export interface HomeDirectory {
  readonly path: string
  /** Where the server's account keeps its files: `path`, or a directory elsewhere when it cannot enter `path`. */
  readonly storage: string
  /** The data directory of PostgreSQL. */
  readonly data: string
  readonly leases: string
  readonly lock: string
  readonly log: string
  /** Holds the generated password where a Unix socket is not to be had. */
  readonly password: string
}

const OWN_ENTRIES =
  /^(data|run|leases|storage|password|lock(\.stale)?|postgres\.log(\.old)?|initialising-.*|native-.*|lost\+found|\..*)$/
const ELSEWHERE = '/var/lib/lintel'

/**
 * Creates the directory, or checks that it is one of ours.
 *
 * @param account  the account that has to enter it, when it is not the current user
 * @throws         EmbeddedPostgresError `directory_unusable`
 */
export async function openHomeDirectory(dataDir: string, account?: Account): Promise<HomeDirectory> {
  const path = resolve(dataDir)
  await createDirectory(path, account)
  await refuseForeignEntries(path)
  return {
    path: await realpath(path),
    leases: await createPrivateDirectory(join(path, 'leases'), account),
    lock: join(path, 'lock'),
    log: join(path, 'postgres.log'),
    ...(await locateStorage(path, account)),
  }
}

async function createDirectory(path: string, account: Account | undefined): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await createOwned(path, account)
    // Made by root before: the account may walk through to what is its own.
    if (account !== undefined && (await stat(path)).uid === 0) await chmod(path, 0o711)
  } catch (cause) {
    const reason = (cause as Error).message
    const mend = 'Choose a directory that this user can write, or set DATABASE_URL.'
    throw new EmbeddedPostgresError(
      'directory_unusable',
      `The directory ${path} of the embedded PostgreSQL cannot be created: ${reason}. ${mend}`,
      { cause },
    )
  }
}

async function createOwned(path: string, account: Account | undefined): Promise<void> {
  if (await stat(path).catch(() => undefined)) return
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    // Another process was faster.
    if (error.code !== 'EEXIST') throw error
  })
  await giveTo(account, path)
}

async function refuseForeignEntries(path: string): Promise<void> {
  const foreign = (await readdir(path)).filter((name) => !OWN_ENTRIES.test(name))
  if (foreign.length === 0) return
  const found = foreign.includes('PG_VERSION')
    ? 'is itself the data directory of a PostgreSQL server, which is not one of ours'
    : `holds other things (${foreign.slice(0, 3).join(', ')})`
  throw new EmbeddedPostgresError(
    'directory_unusable',
    `The directory ${path} ${found}. Choose an empty or new directory for the embedded PostgreSQL, ` +
      'or set DATABASE_URL to use a server of your own.',
  )
}

async function locateStorage(path: string, account: Account | undefined) {
  const link = join(path, 'storage')
  const storage = (await followStorage(link)) ?? ((await isEnterable(path, account)) ? path : undefined)
  const real = await realpath(storage ?? (await createStorageElsewhere(path, link)))
  return { storage: real, data: join(real, 'data'), password: join(real, 'password') }
}

async function isEnterable(path: string, account: Account | undefined): Promise<boolean> {
  return account === undefined || (await canEnter(account, path))
}

async function followStorage(link: string): Promise<string | undefined> {
  const target = await readlink(link).catch(() => undefined)
  if (target === undefined) return undefined
  if (await stat(target).catch(() => undefined)) return target
  await unlink(link)
  return undefined
}

// Typical for root with a project below its own 0700 home directory.
async function createStorageElsewhere(path: string, link: string): Promise<string> {
  try {
    await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 })
    const storage = await mkdtemp(join(ELSEWHERE, `${basename(path)}-`))
    await chmod(storage, 0o711)
    await symlink(storage, link)
    return storage
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'directory_unusable',
      `PostgreSQL does not run as root, and no other account can enter ${path}; keeping the files in ${ELSEWHERE} ` +
        `failed too: ${(cause as Error).message}. Let others walk through the parent directories (chmod o+x), ` +
        'run as an ordinary user, or set DATABASE_URL.',
      { cause },
    )
  }
}

/** Makes a 0700 directory of the server's account below its storage. */
export async function createPrivateDirectory(path: string, account: Account | undefined): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await giveTo(account, path)
  return path
}
