// In charge of the folder of the RealWorld tests: finding it, and reading all of it before anything is sent.

import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HurlFile } from './hurl-file.ts'
import { parseHurl } from './hurl-parser.ts'
import { assertKnownVariables } from './known-variables.ts'
import { type FileResult, type RunOptions, runFile } from './runner.ts'

/** Beside the repository: `../shared/realworld`, seen from its root. */
export const defaultSuiteFolder = fileURLToPath(new URL('../../shared/realworld', import.meta.url))

/** The tests are not where they were looked for. */
export class SuiteMissingError extends Error {
  override readonly name = 'SuiteMissingError'

  constructor(folder: string) {
    super(
      [
        `there are no Hurl files in ${join(folder, 'hurl')}`,
        'Take the tests from the RealWorld project on GitHub, gothinkster/realworld, folder specs/api,',
        'and name the folder that holds hurl/ with --suite <dir>.',
      ].join('\n'),
    )
  }
}

/**
 * Reads all files of `<folder>/hurl`, by name.
 *
 * @returns  the parsed files, with paths as seen from the working directory
 * @throws   SuiteMissingError; HurlSyntaxError for the first line that is not understood
 */
export async function loadSuite(folder: string): Promise<HurlFile[]> {
  const hurlFolder = join(folder, 'hurl')
  const names = await readdir(hurlFolder).catch((): string[] => [])
  const hurlNames = names.filter((name) => name.endsWith('.hurl')).sort()
  if (hurlNames.length === 0) throw new SuiteMissingError(folder)
  return Promise.all(hurlNames.map((name) => loadFile(join(hurlFolder, name))))
}

/** Runs the files one after the other, as the suite's own script does, and gives each result as it comes. */
export async function* runSuite(files: readonly HurlFile[], options: RunOptions): AsyncGenerator<FileResult> {
  for (const file of files) yield await runFile(file, options)
}

/** Unlike that of any other run, and in lower case: it goes into names, mail addresses and tags. */
export function newUid(): string {
  return `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`
}

async function loadFile(path: string): Promise<HurlFile> {
  const file = parseHurl(relative(process.cwd(), path), await readFile(path, 'utf8'))
  assertKnownVariables(file, ['host', 'uid'])
  return file
}
