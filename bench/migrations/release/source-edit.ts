/** A change of an application's source, as a developer would make it: one passage in place of another. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface SourceEdit {
  /** Path below the application's folder. */
  readonly file: string
  /** What is there: it has to be there exactly once. */
  readonly find: string
  readonly replace: string
}

/** @throws Error that names file and passage when the source is not what the edit was written for */
export async function applyEdits(directory: string, edits: readonly SourceEdit[]): Promise<void> {
  for (const { file, find, replace } of edits) {
    const path = join(directory, file)
    const source = await readFile(path, 'utf8')
    const places = source.split(find).length - 1
    if (places !== 1)
      throw new Error(`${file} has ${places} times what the benchmark would change once:\n${find}`)
    await writeFile(
      path,
      source.replace(find, () => replace),
    )
  }
}
