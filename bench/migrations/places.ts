/** Where the benchmark finds what it measures. */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// From dist/migrations/, where this file runs.
const framework = here('../../../packages/lintel')

export const places = {
  framework,
  command: `${framework}/bin/lintel.js`,
  shop: here('../../../examples/shop'),
  /** The rows that the database begins with. */
  seed: here('../../migrations/database/seed.sql'),
  loadProcess: here('load/load.js'),
  drizzleProcess: here('drizzle/generate-process.js'),
}

/** @throws Error that says what to run first */
export function requireBuild(): void {
  if (!existsSync(`${framework}/dist`)) throw new Error('The framework is not built: run "npm run build".')
}
