// In charge of running the Bruno collection with its own command line, and of reading its report.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface BrunoOutcome {
  readonly name: string
  /** Empty when the request passed. */
  readonly failures: readonly string[]
  readonly method: string
  readonly url: string
  readonly body: string
}

export interface BrunoOptions {
  /** The `bru` command of `@usebruno/cli`. */
  readonly command: string
  /** The folder of `bruno.json`. */
  readonly collection: string
  readonly host: string
}

interface ReportedCheck {
  readonly status: string
  readonly description?: string
  readonly lhsExpr?: string
  readonly error?: string
}

interface ReportedRequest {
  readonly name: string
  readonly path: string
  readonly error: string | null
  readonly request: { readonly method: string; readonly url: string; readonly data?: string }
  readonly assertionResults: readonly ReportedCheck[]
  readonly testResults: readonly ReportedCheck[]
  readonly postResponseTestResults: readonly ReportedCheck[]
}

/**
 * Runs one folder of the collection.
 *
 * @returns  its requests, in order
 * @throws   Error when `bru` writes no report, or its requests are not numbered as its files
 */
export async function runBrunoFolder(folder: string, options: BrunoOptions): Promise<BrunoOutcome[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'bruno-'))
  const report = join(temporary, 'report.json')
  try {
    const output = await runBru(['run', folder, ...argumentsFor(options.host, report)], options)
    const text = await readFile(report, 'utf8').catch(() => {
      throw new Error(`bru wrote no report for ${folder}:\n${output}`)
    })
    return readBrunoReport(text)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Reads a JSON report of `bru run`. Throws as `runBrunoFolder` does. */
export function readBrunoReport(text: string): BrunoOutcome[] {
  const [iteration]: { results: ReportedRequest[] }[] = JSON.parse(text)
  if (!iteration) throw new Error('the report of bru holds no iteration')
  return iteration.results.map((result, index) => {
    const number = Number(/(\d+)-[^/]*$/.exec(result.path)?.[1])
    if (number !== index + 1) throw new Error(`${result.path} is request ${index + 1} in the report of bru`)
    const { method, url, data } = result.request
    return { name: result.name, failures: failuresOf(result), method, url, body: data ?? '' }
  })
}

function argumentsFor(host: string, report: string): string[] {
  const environment = ['--env', 'local', '--env-var', `host=${host}`]
  return [...environment, '--sandbox', 'safe', '--output', report, '--format', 'json']
}

async function runBru(args: readonly string[], options: BrunoOptions): Promise<string> {
  const child = spawn(options.command, args, { cwd: options.collection, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  await once(child, 'close')
  return output
}

/** The request's own `status` says "pass" although its script failed, so the checks are read one by one. */
function failuresOf(result: ReportedRequest): string[] {
  const checks = [...result.assertionResults, ...result.testResults, ...result.postResponseTestResults]
  const failed = checks
    .filter((check) => check.status !== 'pass')
    .map((check) => `${check.lhsExpr ?? check.description ?? 'check'}: ${check.error ?? check.status}`)
  return result.error ? [result.error, ...failed] : failed
}
