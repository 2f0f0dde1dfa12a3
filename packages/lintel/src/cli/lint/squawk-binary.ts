/** Finds the linter squawk: the project's own, else the one beside Lintel. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Project } from '../../service/project.ts'

export type SquawkBinary = { readonly path: string } | { readonly missing: string }

/**
 * @param own  where Lintel itself is
 * @returns    the path of the program, or why there is none
 */
export function squawkBinary(project: Project, own: string = import.meta.url): SquawkBinary {
  const places = [join(project.directory, 'package.json'), own]
  const reasons: string[] = []
  for (const place of places) {
    const found = binaryFrom(place)
    if ('path' in found) return found
    reasons.push(found.missing)
  }
  // The project's own reason comes first, unless it has no squawk-cli at all.
  return { missing: reasons.find((reason) => reason !== notInstalled) ?? notInstalled }
}

const notInstalled = 'squawk-cli is not installed'

/** What `squawk-cli` exports: its package for this platform holds the program. */
interface SquawkPackage {
  /** @throws an Error that says why this platform has none */
  getBinaryPath(): string
}

function binaryFrom(place: string): SquawkBinary {
  const require = createRequire(place)
  let entry: string
  try {
    entry = require.resolve('squawk-cli/js/index.js')
  } catch {
    return { missing: notInstalled }
  }
  try {
    const { getBinaryPath }: SquawkPackage = require(entry)
    return { path: getBinaryPath() }
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { missing: first.replace(/\.$/, '') }
  }
}
