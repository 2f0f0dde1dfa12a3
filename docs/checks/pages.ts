/** The pages of the documentation. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Block, blocksOf } from './markdown.ts'

/** Folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Page {
  /** From the repository: `docs/access.md`. */
  readonly path: string
  /** `access` */
  readonly name: string
  readonly text: string
  readonly blocks: readonly Block[]
}

export async function readPages(): Promise<readonly Page[]> {
  const documents = (await readdir(join(root, 'docs'))).filter((file) => file.endsWith('.md'))
  const paths = [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...documents.map((file) => `docs/${file}`),
  ]
  return Promise.all(paths.map(readPage))
}

export async function readPage(path: string): Promise<Page> {
  const text = await readFile(join(root, path), 'utf8')
  return { path, name: basename(path, '.md'), text, blocks: blocksOf(text) }
}
