/** Gives the server's socket a private directory whose path fits into a socket address. */

import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Account, giveTo } from './account.ts'
import { createPrivateDirectory } from './home-directory.ts'

// sun_path less its closing zero: 108 on Linux (unix(7)), 104 on macOS and the BSDs.
const MAX_SOCKET_PATH_BYTES = process.platform === 'linux' ? 107 : 103
const TEMPORARY_PREFIX = 'lintel-postgres-'

/** `<storage>/run`, emptied, or a fresh directory in the system's temporary one when that path is too long. */
export async function createSocketDirectory(
  storage: string,
  port: number,
  account: Account | undefined,
): Promise<string> {
  const directory = join(storage, 'run')
  if (!fits(directory, port)) return createTemporary(port, account)
  await createPrivateDirectory(directory, account)
  for (const name of await readdir(directory)) await rm(join(directory, name), { force: true })
  return directory
}

/** Deletes the directory if it is a temporary one of ours; the other stays for the next start. */
export async function removeSocketDirectory(directory: string | undefined): Promise<void> {
  if (directory === undefined) return
  if (basename(directory).startsWith(TEMPORARY_PREFIX)) await rm(directory, { recursive: true, force: true })
}

async function createTemporary(port: number, account: Account | undefined): Promise<string> {
  const parent = [tmpdir(), '/tmp'].find((it) => fits(join(it, `${TEMPORARY_PREFIX}XXXXXX`), port)) ?? '/tmp'
  const directory = await mkdtemp(join(parent, TEMPORARY_PREFIX))
  await chmod(directory, 0o700)
  await giveTo(account, directory)
  return directory
}

function fits(directory: string, port: number): boolean {
  return Buffer.byteLength(join(directory, `.s.PGSQL.${port}`)) <= MAX_SOCKET_PATH_BYTES
}
