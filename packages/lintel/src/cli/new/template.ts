/** The files of a new application, from the template that comes with this package. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const template = fileURLToPath(new URL('../../../templates/app', import.meta.url))
/** The name of the application that the template is written as. */
const placeholder = /\bmy-app\b/g

/** Copies the template under another name; gives the paths of its files, relative to the folder. */
export async function writeTemplate(directory: string, name: string): Promise<readonly string[]> {
  const files = (await filesIn('')).toSorted()
  for (const file of files) {
    const text = await readFile(join(template, file), 'utf8')
    const target = join(directory, targetOf(file))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text.replaceAll(placeholder, name))
  }
  return files.map(targetOf)
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(template, folder), { withFileTypes: true })
  const paths = entries
    .filter(({ name }) => name !== '.lintel' && name !== 'node_modules')
    .map(async (entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesIn(path) : [path]
    })
  return (await Promise.all(paths)).flat()
}

/** npm leaves `.gitignore` out of a package, so hidden files begin with an underscore there. */
function targetOf(file: string): string {
  return file.replace(/(^|[\\/])_/g, '$1.')
}
