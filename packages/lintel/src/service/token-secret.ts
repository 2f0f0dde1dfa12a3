/** The secret that signs tokens where no setting names one: made once for development, kept beside the data. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Project, stateDirectory } from './project.ts'

export async function developmentSecret(project: Project): Promise<string> {
  const file = join(stateDirectory(project), 'token-secret')
  await mkdir(stateDirectory(project), { recursive: true })
  try {
    // Two processes may start at once: the first one's secret is the one that both use.
    await writeFile(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFile(file, 'utf8')
}
