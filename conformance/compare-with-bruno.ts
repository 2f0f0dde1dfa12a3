// In charge of the command that compares this runner with Bruno, on the careful server and on faulted ones.
//   node --import tsx conformance/compare-with-bruno.ts --bruno <path to bru> [--suite <dir>] [--fault <name>]…

import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runBrunoFolder } from './bruno.ts'
import { type ComparedFile, type Comparison, compareFiles, type Disagreement } from './comparison.ts'
import { type FaultName, faultNames } from './fixture/faults.ts'
import { startConduit } from './fixture/in-memory-conduit.ts'
import type { HurlFile } from './hurl-file.ts'
import { runFile } from './runner.ts'
import { defaultSuiteFolder, loadSuite, newUid } from './suite.ts'

/** One of each kind. A whole run of Bruno takes about a minute. */
const usualFaults: readonly FaultName[] = [
  'register-answers-200',
  'article-without-author',
  'article-without-updated-at',
  'count-as-text',
  'error-as-text',
  'register-without-token',
  'author-filter-ignored',
  'deleted-article-served',
  'tags-as-html',
]

interface Setup {
  readonly bru: string
  readonly suiteFolder: string
  readonly faults: readonly FaultName[]
}

async function main(): Promise<number> {
  const { bru, suiteFolder, faults } = readSetup()
  const files = await loadSuite(suiteFolder)
  console.log(
    'server | requests | failed here | failed in Bruno | disagree, explained | disagree, unexplained',
  )
  let agreed = true
  for (const fault of [undefined, ...faults]) {
    const comparison = await compareOn(fault, files, { bru, suiteFolder })
    print(fault ?? 'careful', comparison)
    agreed &&= comparison.unexplained.length === 0 && comparison.differentRequests.length === 0
    agreed &&= comparison.requests > 0
  }
  console.log(agreed ? 'The two agree.' : 'The two do not agree.')
  return agreed ? 0 : 1
}

function readSetup(): Setup {
  const { bruno, fault, suite } = parseArgs({
    options: {
      bruno: { type: 'string' },
      suite: { type: 'string' },
      fault: { type: 'string', multiple: true },
    },
  }).values
  if (!bruno)
    throw new Error('--bruno <path to bru> is missing; npm install @usebruno/cli in some folder gives it')
  const unknown = fault?.find((name) => !faultNames.some((known) => known === name))
  if (unknown) throw new Error(`--fault ${unknown} is none of: ${faultNames.join(', ')}`)
  const faults = fault ? faultNames.filter((name) => fault.includes(name)) : usualFaults
  return { bru: resolve(bruno), suiteFolder: suite ? resolve(suite) : defaultSuiteFolder, faults }
}

async function compareOn(
  fault: FaultName | undefined,
  files: readonly HurlFile[],
  { bru, suiteFolder }: Omit<Setup, 'faults'>,
): Promise<Comparison> {
  const options = fault ? { fault } : {}
  // Each side gets a server of its own: an empty database for both.
  const [forHurl, forBruno] = await Promise.all([startConduit(options), startConduit(options)])
  const collection = { command: bru, collection: join(suiteFolder, 'bruno'), host: forBruno.host }
  const compared: ComparedFile[] = []
  try {
    for (const file of files) {
      const name = basename(file.path, '.hurl')
      const uid = newUid()
      const { requests } = await runFile(file, { host: forHurl.host, uid, timeoutMs: 10_000 })
      const bruno = await runBrunoFolder(name.replaceAll('_', '-'), collection)
      compared.push({ name, uid, hurl: requests, bruno })
    }
  } finally {
    await Promise.all([forHurl.stop(), forBruno.stop()])
  }
  return compareFiles(compared)
}

function print(server: string, comparison: Comparison): void {
  const { brunoFailed, differentRequests, explained, hurlFailed, requests, unexplained } = comparison
  const columns = [server, requests, hurlFailed, brunoFailed, explained.length, unexplained.length]
  console.log(columns.join(' | '))
  const tell = ({ place, failedIn, reason }: Disagreement) =>
    console.log(`    ${place} failed in ${failedIn} only: ${reason || 'unexplained'}`)
  explained.forEach(tell)
  unexplained.forEach(tell)
  for (const difference of differentRequests) console.log(`    different request: ${difference}`)
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  return 2
})
