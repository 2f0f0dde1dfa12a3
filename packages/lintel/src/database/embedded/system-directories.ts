/** Lists where PostgreSQL binaries live on the systems Node runs on. */

import { readdir, realpath, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

// Debian and PGDG: /usr/lib/postgresql/<n>; RPM: /usr/pgsql-<n>; Alpine: /usr/libexec/postgresql<n>;
// FreeBSD and source: /usr/local; Homebrew: opt/postgresql@<n>; Postgres.app; the Windows installer.
const PARENTS: readonly (readonly [parent: string, child: RegExp, bin: string])[] = [
  ['/usr/lib/postgresql', /^\d+$/, 'bin'],
  ['/usr', /^pgsql-\d+$/, 'bin'],
  ['/usr/libexec', /^postgresql\d+$/, ''],
  ['/usr/local', /^pgsql$/, 'bin'],
  ['/opt/homebrew/opt', /^postgresql(@\d+)?$/, 'bin'],
  ['/usr/local/opt', /^postgresql(@\d+)?$/, 'bin'],
  ['/Applications/Postgres.app/Contents/Versions', /^\d+$/, 'bin'],
  ['C:\\Program Files\\PostgreSQL', /^\d+$/, 'bin'],
]

/** Gives the directories, PATH first, that hold a `postgres` program; each once, links resolved. */
export async function listSystemDirectories(): Promise<readonly string[]> {
  const candidates = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== '')
  for (const [parent, child, bin] of PARENTS) {
    const names = await readdir(parent).catch(() => [])
    candidates.push(...names.filter((name) => child.test(name)).map((name) => join(parent, name, bin)))
  }
  const directories = await Promise.all(candidates.map(resolveServerDirectory))
  return [...new Set(directories.filter((directory) => directory !== undefined))]
}

// A link on PATH (/usr/local/bin/postgres) is resolved, because the programs look for their files beside themselves.
async function resolveServerDirectory(directory: string): Promise<string | undefined> {
  for (const name of process.platform === 'win32' ? ['postgres.exe'] : ['postgres']) {
    const program = await realpath(join(directory, name)).catch(() => undefined)
    if (program !== undefined && (await stat(program)).isFile()) return join(program, '..')
  }
  return undefined
}
