#!/usr/bin/env node
// The command: everything it does is in src/cli, built into dist/cli.
import { existsSync } from 'node:fs'

const main = new URL('../dist/cli/main.js', import.meta.url)
if (existsSync(main)) {
  const { main: run } = await import(main.href)
  await run(process.argv.slice(2))
} else {
  process.stderr.write('lintel: this checkout has not been built. Run "npm run build" first.\n')
  process.exitCode = 1
}
