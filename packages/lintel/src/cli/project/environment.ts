/** Settings from files of the project, for development: the real environment always wins. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Project } from '../../service/project.ts'

/** The first one that has a name decides. `.env.local` stays on its machine; `.env` may be shared. */
const files = ['.env.local', '.env']

/** Adds what `.env.local` and `.env` say to the environment; gives the names of the files that were there. */
export async function loadEnvironment(
  { directory }: Project,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const file of files) {
    const text = await readFile(join(directory, file), 'utf8').catch(() => undefined)
    if (text === undefined) continue
    found.push(file)
    for (const [name, value] of Object.entries(parseEnv(text))) environment[name] ??= value
  }
  return found
}
