/** `lintel new`: a runnable application with a test, a first migration, a Dockerfile and a CI file. */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'
import { lintelDependency } from '../new/lintel-dependency.ts'
import { manifestOf } from '../new/manifest.ts'
import { writeTemplate } from '../new/template.ts'
import { paintFor, print, printJson } from '../terminal.ts'

interface Options {
  readonly name?: string
  readonly lintel?: string
  readonly json?: boolean
}

export function define(command: Command): void {
  command
    .description('Make a new application, ready to run, in a new or empty folder.')
    .argument('<directory>', 'where to make it')
    .option('--name <name>', 'name of the application (default: that of the folder)')
    .option(
      '--lintel <source>',
      'what npm installs lintel from: a version, a tarball or a folder (default: as this one)',
    )
    .option('--json', 'print what was made as JSON')
    .action(make)
}

async function make(directory: string, { name: asked, lintel, json }: Options): Promise<void> {
  const path = resolve(directory)
  const name = nameOf(asked ?? basename(path))
  await refuseFilled(path)
  await mkdir(path, { recursive: true })
  const dependency = await lintelDependency(path, lintel)
  const files = ['package.json', ...(await writeTemplate(path, name))]
  await writeFile(join(path, 'package.json'), manifestOf(name, dependency))
  if (json) return printJson({ name, directory: path, lintel: dependency, files })
  print(nextSteps(name, path))
}

/** As npm takes it: `My App` → `my-app`. */
function nameOf(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  if (/^[a-z][a-z0-9-]{0,63}$/.test(name)) return name
  throw new Failure('name_unusable', `"${text}" cannot be made into the name of an application.`, {
    exitCode: exitCode.misused,
    hint: 'Give one with --name: letters, digits and "-", at most 64, beginning with a letter.',
  })
}

/** A repository that was only just begun is empty enough. */
async function refuseFilled(path: string): Promise<void> {
  const entries = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    if (error.code !== 'ENOTDIR') throw error
    throw new Failure('directory_unusable', `${path} is a file.`, {
      hint: 'Name another folder.',
      cause: error,
    })
  })
  if (entries.every((entry) => entry === '.git')) return
  throw new Failure('directory_filled', `${path} is not empty.`, {
    hint: 'Name a folder that is empty or not there yet: nothing is ever overwritten.',
  })
}

function nextSteps(name: string, path: string): string {
  const paint = paintFor(process.stdout)
  const folder = relative(process.cwd(), path)
  return [
    `${paint('bold', name)} is made. Next:`,
    '',
    ...(folder === '' ? [] : [`  cd ${folder}`]),
    '  npm install',
    '  npm run dev     serves it, and again with every change you make',
    '  npm test',
    '',
    'README.md says where things are.',
  ].join('\n')
}
