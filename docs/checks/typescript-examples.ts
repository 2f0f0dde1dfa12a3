/** Type-checks every TypeScript block of the documentation, all of them in one run of the compiler. */
import { execFile } from 'node:child_process'
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Block } from './markdown.ts'
import { type Page, root } from './pages.ts'
import { preambles } from './preambles.ts'

interface Example {
  readonly page: Page
  readonly block: Block
  /** Where it was written, below the working folder. */
  readonly file: string
  /** Lines that stand before the block in the file. */
  readonly linesBefore: number
}

/**
 * Writes each page's blocks into a folder of its own. A block whose first line is a comment with a path
 * (`// src/books.ts`) becomes that file, so that blocks of one page import each other.
 */
export async function writeExamples(pages: readonly Page[], directory: string): Promise<readonly Example[]> {
  // Examples find packages as an application beside them would.
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'), 'junction')
  await writeFile(join(directory, 'package.json'), '{ "type": "module" }')
  const examples = await Promise.all(pages.map((page) => writePage(page, join(directory, page.name))))
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(compilerSettings))
  return examples.flat()
}

const compilerSettings = {
  extends: join(root, 'tsconfig.json'),
  compilerOptions: {
    noEmit: true,
    // Preambles name files of the repository by their absolute paths.
    rewriteRelativeImportExtensions: false,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
  },
  include: ['**/*.ts'],
  exclude: ['node_modules'],
}

async function writePage(page: Page, directory: string): Promise<Example[]> {
  await mkdir(directory, { recursive: true })
  const base = page.blocks.find(({ directives }) => directives.base)?.directives.base
  if (base) await cp(join(root, base), directory, { recursive: true })
  const examples: Example[] = []
  for (const block of page.blocks) {
    if (block.language !== 'ts' || block.directives.excerpt) continue
    const path = /^\/\/ (\S+\.ts)$/m.exec(block.text.split('\n')[0] ?? '')?.[1]
    const file = join(directory, path ?? `line-${block.line}.ts`)
    const before = linesBefore(page, block)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${before.map((line) => `${line}\n`).join('')}${block.text}\nexport {}\n`)
    examples.push({ page, block, file, linesBefore: before.length })
  }
  return examples
}

function linesBefore(page: Page, { words, directives, line }: Block): readonly string[] {
  // A fragment must be TypeScript, but what it speaks of stands elsewhere.
  if (words.includes('fragment')) return ['// @ts-nocheck']
  if (!directives.preamble) return []
  const lines = preambles[directives.preamble]
  if (!lines) throw new Error(`${page.path}:${line} names an unknown preamble, "${directives.preamble}".`)
  return lines
}

/** What the compiler says of the examples: `docs/access.md:41  TS2322: …`. */
export async function typeErrors(
  examples: readonly Example[],
  directory: string,
): Promise<readonly string[]> {
  const output = await compilerOutput(directory)
  const errors: string[] = []
  for (const [, file = '', line = '0', message = ''] of output.matchAll(
    /^(.+?\.ts)\((\d+),\d+\): error (.*)$/gm,
  )) {
    const example = examples.find((each) => each.file === join(directory, file))
    // The framework's own errors are found elsewhere.
    if (example)
      errors.push(
        `${example.page.path}:${example.block.line + Number(line) - example.linesBefore}  ${message}`,
      )
  }
  if (errors.length === 0 && /error TS(5|18)\d+:/.test(output)) errors.push(output)
  return errors
}

function compilerOutput(directory: string): Promise<string> {
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json')
  const program = join(dirname(compiler), 'bin', 'tsc')
  return new Promise((resolve) => {
    // Exit code 2 says that there are errors, which are what is asked for.
    execFile(
      process.execPath,
      [program, '--pretty', 'false', '-p', directory],
      { cwd: directory, maxBuffer: 2 ** 26 },
      (_error, stdout) => resolve(stdout),
    )
  })
}
