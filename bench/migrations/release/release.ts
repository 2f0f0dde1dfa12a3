/** A release of the shop in a folder of its own, as a team would have it checked out. */

import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { places } from '../places.ts'
import { firstRelease } from './first-release.ts'
import { runLintel } from './run-lintel.ts'
import { applyEdits, type SourceEdit } from './source-edit.ts'

/** A folder for all releases of a run; each finds the framework in it. */
export interface ReleaseFolder {
  readonly path: string
  readonly remove: () => Promise<void>
}

export async function makeReleaseFolder(): Promise<ReleaseFolder> {
  const path = await mkdtemp(join(tmpdir(), 'lintel-bench-releases-'))
  await mkdir(join(path, 'node_modules'))
  await symlink(places.framework, join(path, 'node_modules', 'lintel'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** The release that serves, with its migration. @returns its folder */
export async function writeFirstRelease(releases: ReleaseFolder): Promise<string> {
  const directory = join(releases.path, 'first')
  for (const part of ['package.json', 'src']) {
    await cp(join(places.shop, part), join(directory, part), { recursive: true })
  }
  await applyEdits(directory, firstRelease)
  await runLintel(['plan', directory])
  return directory
}

/** The release that is to come: the first one, changed. @returns its folder, in which nothing is planned yet */
export async function writeNextRelease(
  releases: ReleaseFolder,
  name: string,
  edits: readonly SourceEdit[],
): Promise<string> {
  const directory = join(releases.path, name)
  await cp(join(releases.path, 'first'), directory, { recursive: true })
  await applyEdits(directory, edits)
  return directory
}

/** Whether the last migration keeps something only for the release before. */
export async function hasRetired(directory: string): Promise<boolean> {
  const migrations = join(directory, 'migrations')
  const last = (await readdir(migrations)).sort().at(-1)!
  const snapshot = await readFile(join(migrations, last, 'snapshot.json'), 'utf8')
  return snapshot.includes('"retired"') || snapshot.includes('"bridges"')
}
