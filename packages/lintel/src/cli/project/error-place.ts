/** Where in an application's own files an error came from. */
import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Project } from '../../service/project.ts'
import type { Location } from '../../spec/location.ts'

export interface LocatedError {
  /** What is wrong, without the place. */
  readonly message: string
  readonly at?: Location
}

/** What stopped a file from being loaded: a fault in its text, in an import, or in what it does. */
export function loadingPlace(error: unknown, project: Project): LocatedError {
  if (!(error instanceof Error)) return { message: String(error) }
  return (
    transformPlace(error) ??
    syntaxPlace(error) ?? { message: messageOf(error), ...stackPlace(error, project) }
  )
}

/** The first frame of the stack that lies in the application's own files. */
export function stackPlace(error: Error, project: Project): { readonly at?: Location } {
  for (const [, place = '', line] of (error.stack ?? '').matchAll(
    /((?:file:\/\/|\/|[A-Za-z]:\\)[^\s()]*?):(\d+):\d+/g,
  )) {
    const file = pathOf(place)
    if (isOwn(file, project)) return { at: { file, line: Number(line) } }
  }
  return {}
}

/** esbuild, through tsx: `/app/src/app.ts:3:0: ERROR: Unexpected "export"`. */
function transformPlace({ message }: Error): LocatedError | undefined {
  const [, file, line, reason] = /^(.+):(\d+):\d+: ERROR: (.+)$/m.exec(message) ?? []
  return file && line && reason ? { message: reason, at: { file, line: Number(line) } } : undefined
}

/** Node puts the place of a fault in the text before the stack: `file:///app/src/app.ts:3`. */
function syntaxPlace(error: Error): LocatedError | undefined {
  if (error.name !== 'SyntaxError') return undefined
  const [, place, line] = /^((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+)$/m.exec(error.stack ?? '') ?? []
  return place && line
    ? { message: error.message, at: { file: pathOf(place), line: Number(line) } }
    : undefined
}

function messageOf({ name, message }: Error): string {
  return name === 'Error' ? message : `${name}: ${message}`
}

function pathOf(place: string): string {
  return place.startsWith('file:') ? fileURLToPath(place) : place
}

function isOwn(file: string, { directory }: Project): boolean {
  return isInside(directory, file) && !isInside(framework, file) && !file.split(sep).includes('node_modules')
}

/** This package's modules, which are no application's even where it is not in `node_modules`. */
const framework = fileURLToPath(new URL('../..', import.meta.url))

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file)
  return !path.startsWith('..') && !isAbsolute(path)
}
