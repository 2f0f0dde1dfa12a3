/** A file that a command writes: into place, or compared with what is there. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'
import { complain } from '../terminal.ts'

export interface GeneratedFile {
  readonly file: string
  readonly text: string
}

export async function writeGenerated({ file, text }: GeneratedFile): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  complain(`wrote ${shortPath(file)}`)
}

/**
 * @param command  what writes them, for the hint
 * @throws         Failure when one of them is missing or not what it would be written as
 */
export async function checkGenerated(files: readonly GeneratedFile[], command: string): Promise<void> {
  const stale: string[] = []
  for (const { file, text } of files) {
    const present = await readFile(file, 'utf8').catch(() => undefined)
    if (present?.replaceAll('\r\n', '\n') !== text) stale.push(shortPath(file))
  }
  if (stale.length === 0) return
  throw new Failure('generated_stale', `Not up to date: ${stale.join(', ')}.`, {
    exitCode: exitCode.refused,
    hint: `Run "${command}" and commit what it writes.`,
  })
}

export function shortPath(file: string): string {
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}
