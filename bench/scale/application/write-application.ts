/** Writes the generated application into a folder of its own that Git does not see. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { applicationText, partsText, refusedText } from './application-text.ts'
import { entityText } from './entity-text.ts'
import { operationsText } from './operation-text.ts'
import { planEntities } from './plan.ts'

export interface Written {
  readonly files: number
  readonly lines: number
}

/**
 * Replaces what is in the folder: the same files in every run.
 *
 * @param directory       where the application goes
 * @param userSettings    the `tsconfig.json` of a new application, which this one extends
 */
export function writeApplication(directory: string, userSettings: string): Written {
  rmSync(directory, { recursive: true, force: true })
  const sources = sourceFiles()
  const all = { ...sources, ...projectFiles(relative(directory, userSettings).replaceAll('\\', '/')) }
  for (const [path, text] of Object.entries(all)) {
    const file = join(directory, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  const texts = Object.values(sources)
  return { files: texts.length, lines: texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0) }
}

function sourceFiles(): Record<string, string> {
  const plan = planEntities()
  const files: Record<string, string> = {
    'src/parts.ts': partsText(plan),
    'src/application.ts': applicationText,
    'src/refused.ts': refusedText(plan),
  }
  for (const entity of plan) {
    files[`src/${entity.file}.ts`] = entityText(plan, entity)
    files[`src/${entity.file}-operations.ts`] = operationsText(plan, entity)
  }
  return files
}

function projectFiles(userSettings: string): Record<string, string> {
  const emit = { noEmit: false, outDir: 'dist', rootDir: 'src', rewriteRelativeImportExtensions: true }
  return {
    '.gitignore': '*\n',
    'package.json': json({ name: 'lintel-bench-scale', private: true, type: 'module' }),
    'tsconfig.json': json({ extends: userSettings, compilerOptions: { paths: {} }, include: ['src'] }),
    'tsconfig.build.json': json({
      extends: './tsconfig.json',
      compilerOptions: emit,
      exclude: ['src/refused.ts'],
    }),
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
