// In charge of the arguments of the runner.

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultSuiteFolder } from './suite.ts'

export interface Arguments {
  readonly suiteFolder: string
  readonly timeoutMs: number
  readonly target: Target
}

export type Target =
  | { readonly kind: 'running'; readonly host: string }
  | { readonly kind: 'start'; readonly command: string; readonly readyPath: string }

export const usage = `Runs the RealWorld API tests (Hurl files) against a server with an empty database.

  node --import tsx conformance/main.ts --host http://127.0.0.1:3000
  node --import tsx conformance/main.ts --start "npm start"

  --host <url>           test a server that is running
  --start <command>      start one: it gets PORT, and SIGTERM at the end
  --ready-path <path>    asked until it answers 2xx, for 60 s at most (default /health/ready; with --start)
  --suite <dir>          the folder that holds hurl/ (default ../shared/realworld, seen from the repository)
  --timeout-ms <number>  for each request (default 10000)

Exit code: 0 all requests passed; 1 some failed, none ran, or the server did not start; 2 wrong use, or tests that cannot be read.`

/** Arguments that cannot be used, with what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * Reads the arguments (without `node` and the script).
 *
 * @returns  `undefined` when help was asked for
 * @throws   UsageError
 */
export function readArguments(args: readonly string[]): Arguments | undefined {
  const values = parse(args)
  if (values.help) return undefined
  return {
    suiteFolder: values.suite === undefined ? defaultSuiteFolder : resolve(values.suite),
    timeoutMs: readTimeout(values['timeout-ms'] ?? '10000'),
    target: readTarget(values),
  }
}

function parse(args: readonly string[]) {
  const string = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        host: string,
        start: string,
        'ready-path': string,
        suite: string,
        'timeout-ms': string,
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readTarget(values: ReturnType<typeof parse>): Target {
  const { host, start, 'ready-path': readyPath } = values
  if ((host === undefined) === (start === undefined)) {
    throw new UsageError('Give either --host <url> or --start <command>.')
  }
  if (start !== undefined) {
    if (readyPath !== undefined && !readyPath.startsWith('/'))
      throw new UsageError('--ready-path starts with /.')
    return { kind: 'start', command: start, readyPath: readyPath ?? '/health/ready' }
  }
  if (readyPath !== undefined) throw new UsageError('--ready-path goes with --start only.')
  return { kind: 'running', host: readHost(host!) }
}

function readHost(host: string): string {
  const url = URL.canParse(host) ? new URL(host) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new UsageError(`--host must be like http://127.0.0.1:3000, not ${host}.`)
  }
  return host.replace(/\/+$/, '')
}

function readTimeout(text: string): number {
  const timeoutMs = Number(text)
  if (Number.isInteger(timeoutMs) && timeoutMs > 0) return timeoutMs
  throw new UsageError(`--timeout-ms must be a whole number of milliseconds above 0, not ${text}.`)
}
