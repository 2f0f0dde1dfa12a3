/** Chooses the account the server runs as: PostgreSQL refuses root, so root lends it another one. */

import { execFile } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const run = promisify(execFile)

/**
 * Picks the account for a server whose files go into `directory`.
 *
 * As root: whoever owns the nearest existing directory on the way there (so files stay with the owner of
 * the project), else `postgres`, else `nobody`.
 *
 * @returns  undefined when the server runs as the current user
 * @throws   EmbeddedPostgresError `account_unsuitable` when root has no other account to lend
 */
export async function chooseAccount(directory: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await nearestOwner(directory)
  const candidates = owner === 0 ? ['postgres', 'nobody'] : [String(owner), 'postgres', 'nobody']
  for (const candidate of candidates) {
    const account = await lookUpAccount(candidate)
    if (account !== undefined && account.uid !== 0) return account
  }
  throw new EmbeddedPostgresError(
    'account_unsuitable',
    'PostgreSQL does not run as root, and this machine has no account "postgres" or "nobody" to run it as. ' +
      'Create one of them, run as an ordinary user, or set DATABASE_URL.',
  )
}

/** Gives a path to the account; does nothing when there is none to give it to. */
export async function giveTo(account: Account | undefined, path: string): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid)
}

/** Can the account walk to this directory through all its parents? Asked by trying, so ACLs count too. */
export async function canEnter(account: Account, directory: string): Promise<boolean> {
  const { uid, gid } = account
  return run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], { uid, gid, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

/** The spawn options that make a child run as the account. */
export function runAs(account: Account | undefined): { uid: number; gid: number } | Record<string, never> {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid }
}

async function nearestOwner(directory: string): Promise<number> {
  const entry = await stat(directory).catch(() => undefined)
  if (entry !== undefined) return entry.uid
  const parent = dirname(directory)
  return parent === directory ? 0 : nearestOwner(parent)
}

/** Gives an account by its name or number; undefined when the system has none, or cannot tell. */
export async function lookUpAccount(nameOrUid: string): Promise<Account | undefined> {
  const { stdout } = await run('id', [nameOrUid]).catch(() => ({ stdout: '' }))
  const match = /^uid=(\d+)\(([^)]*)\) gid=(\d+)/.exec(stdout)
  return match ? { name: match[2]!, uid: Number(match[1]), gid: Number(match[3]) } : undefined
}
