/** Which Chromium drives the tests: the one of this machine, as nothing is downloaded. */
import { existsSync } from 'node:fs'

const knownPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** @throws Error that says how to install one */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string {
  const { LINTEL_BROWSER: named } = environment
  const found = (named === undefined ? knownPaths : [named]).find((path) => existsSync(path))
  if (found !== undefined) return found
  throw new Error(
    named === undefined
      ? 'There is no Chromium here. Install one (Debian: apt-get install chromium), or name it in LINTEL_BROWSER.'
      : `LINTEL_BROWSER names ${named}, which is not there.`,
  )
}
