/** Where the benchmark finds what it measures, and what it measures with. */

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const framework = import.meta.resolve('lintel')
const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))

export const places = {
  /** From dist/scale/, where this file runs, to the folder that Git does not see. */
  application: here('../../generated'),
  /** The settings of a new application, which the generated one extends. */
  userSettings: fileURLToPath(new URL('../templates/app/tsconfig.json', framework)),
  tsc: join(typescript, 'bin', 'tsc'),
  startProcess: here('start-process.js'),
}

export type Form = 'compiled' | 'source'

/** A module of the generated application, `parts` or `application`, as an address to import. */
export function moduleOf(form: Form, name: string): string {
  const file = form === 'compiled' ? `dist/${name}.js` : `src/${name}.ts`
  return pathToFileURL(join(places.application, file)).href
}

/** A module of the framework, which opens no door to its insides: the benchmark goes in beside its main module. */
export function inside(path: string) {
  return import(new URL(path, framework).href)
}

/** @throws Error that says what to run first */
export function requireBuild(): void {
  if (!existsSync(fileURLToPath(framework)))
    throw new Error('The framework is not built: run "npm run build".')
}
