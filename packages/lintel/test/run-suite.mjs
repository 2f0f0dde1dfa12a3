/** `npm run test:migrations` and the like: vitest with the configuration of a folder here; more arguments go on to it. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [suite, ...more] = process.argv.slice(2)
const config = fileURLToPath(new URL(`./${suite}/vitest.config.ts`, import.meta.url))
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
const words = [vitest, 'run', '--config', config, ...more]
const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' })
process.exit(status ?? 1)
