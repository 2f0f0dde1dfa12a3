/** What a new application installs the framework from: the same place that this command came from. */
import { readFile } from 'node:fs/promises'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this package. */
const packageRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * @param application  folder of the new application
 * @param asked        given by the caller: a range, or a path to a tarball or a folder
 */
export async function lintelDependency(application: string, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return isPath(asked) ? fileReference(application, resolve(pathOf(asked))) : asked
  // A checkout has no version that a registry knows.
  if (basename(dirname(packageRoot)) !== 'node_modules') return fileReference(application, packageRoot)
  return (await tarball(application)) ?? `^${await ownVersion()}`
}

function isPath(text: string): boolean {
  return /^(file:|\.{0,2}[\\/]|[A-Za-z]:\\)/.test(text) || text.endsWith('.tgz')
}

function pathOf(text: string): string {
  return text.replace(/^file:/, '')
}

function fileReference(from: string, to: string): string {
  return `file:${relative(from, to).split(sep).join('/')}`
}

/** The tarball that npm installed this package from, as its lockfile in `node_modules` says. */
async function tarball(application: string): Promise<string | undefined> {
  const modules = dirname(packageRoot)
  const text = await readFile(resolve(modules, '.package-lock.json'), 'utf8').catch(() => '{}')
  const lock = JSON.parse(text) as { packages?: Record<string, { resolved?: string }> }
  const resolved = lock.packages?.['node_modules/lintel']?.resolved
  if (!resolved?.startsWith('file:')) return undefined
  return fileReference(application, resolve(dirname(modules), pathOf(resolved)))
}

async function ownVersion(): Promise<string> {
  const manifest: { readonly version: string } = JSON.parse(
    await readFile(resolve(packageRoot, 'package.json'), 'utf8'),
  )
  return manifest.version
}
