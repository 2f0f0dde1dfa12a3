/** Finds an application's project: its folder, its `package.json`, and the file that declares it. */
import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Project } from '../../service/project.ts'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'

export interface OpenProject extends Project {
  /** Absolute path of the file whose default export is the application. */
  readonly entry: string
}

/**
 * @param directory  of `package.json`, relative to where the command runs
 * @throws           Failure that says what is missing, and where
 */
export async function openProject(directory: string): Promise<OpenProject> {
  const path = await pathOf(directory)
  const file = join(path, 'package.json')
  const manifest = await readManifest(file)
  const entry = resolve(path, entryOf(manifest, file))
  if (!(await isFile(entry))) {
    throw new Failure('application_missing', `${entry} is not there, but ${file} names it.`, {
      hint: 'Correct "lintel": { "application": … } in package.json, or put the file there.',
    })
  }
  if (member(manifest, 'type') !== 'module' && !/\.m[jt]s$/.test(entry)) {
    throw new Failure('project_not_esm', `${file} does not say that its files are modules.`, {
      hint: 'Add "type": "module".',
    })
  }
  return { directory: path, entry }
}

export interface NamedProject extends OpenProject {
  readonly name: string
}

/** A project whose application is still to be written, where `package.json` says. */
export async function openNamedProject(directory: string): Promise<NamedProject> {
  const path = await pathOf(directory)
  const file = join(path, 'package.json')
  const manifest = await readManifest(file)
  const name = member(manifest, 'name')
  return {
    directory: path,
    entry: resolve(path, entryOf(manifest, file)),
    name: typeof name === 'string' && name !== '' ? name : basename(path),
  }
}

/** The folder alone, for commands that need only its migrations. */
export async function openDirectory(directory: string): Promise<Project> {
  const path = await pathOf(directory)
  await readManifest(join(path, 'package.json'))
  return { directory: path }
}

/** Without symbolic links: that is how Node names modules, and so how errors name files. */
function pathOf(directory: string): Promise<string> {
  const path = resolve(directory)
  return realpath(path).catch(() => path)
}

async function readManifest(file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    throw new Failure('project_missing', `There is no ${file}.`, {
      exitCode: exitCode.misused,
      hint: 'Run this in the folder of an application or name that folder; "lintel new <directory>" makes one.',
      cause,
    })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Failure('manifest_unreadable', `${file} is not JSON: ${reason}.`, { cause })
  }
}

function entryOf(manifest: unknown, file: string): string {
  const section = member(manifest, 'lintel')
  const application = member(section, 'application')
  if (typeof application === 'string' && application !== '') return application
  throw new Failure('application_unnamed', `${file} does not say where the application is.`, {
    hint: 'Add "lintel": { "application": "src/app.ts" }, the file whose default export is application(…).',
  })
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  )
}
