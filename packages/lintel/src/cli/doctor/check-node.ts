/** The version of Node: what the framework needs, and what is still maintained. */
import { type Finding, fail, ok, warn } from './finding.ts'

export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    return fail(
      'node',
      `Node ${version} is too old.`,
      'Lintel needs Node 20.19 or later; new services use Node 24.',
    )
  }
  // https://github.com/nodejs/release#end-of-life-releases: 20 since April 2026; odd versions live half a year.
  if (major < 22 || (major % 2 === 1 && major < 27)) {
    return warn('node', `Node ${version} gets no security updates any more.`, 'Use Node 24.')
  }
  return ok('node', `Node ${version}`)
}
