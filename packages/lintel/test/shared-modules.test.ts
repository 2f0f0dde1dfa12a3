/** Test files share a process: a module that several import is loaded once, and its hooks would be of the first alone. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders = ['packages', 'examples', 'conformance', 'docs', 'bench']
/** Their tests have a process each. */
const apart = ['packages/lintel/src/database/embedded/', 'packages/lintel/test/migrations/']
const hook = /^(?:before|after)(?:Each|All)\(/m

async function modulesOf(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(root, folder), { recursive: true })
  return files
    .map((file) => `${folder}/${file}`)
    .filter((file) => file.endsWith('.ts') && !/node_modules|dist\/|\.test\.ts$/.test(file))
    .filter((file) => !apart.some((each) => file.startsWith(each)))
}

test('what test files share has no hooks of its own', async () => {
  const files = (await Promise.all(folders.map(modulesOf))).flat()
  expect(files.length).toBeGreaterThan(400)
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')))
  expect(files.filter((_, at) => hook.test(texts[at] ?? ''))).toEqual([])
})
