// In charge of the command: the only file here that prints and sets the exit code.

import { type Arguments, readArguments, UsageError, usage } from './command-line.ts'
import type { HurlFile } from './hurl-file.ts'
import { HurlSyntaxError } from './hurl-syntax-error.ts'
import { countRequests, formatFile, formatTotals, type Totals } from './report.ts'
import type { FileResult } from './runner.ts'
import { launchServer, ServerStartError } from './started-server.ts'
import { loadSuite, newUid, runSuite, SuiteMissingError } from './suite.ts'

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2))
  if (!given) {
    console.log(usage)
    return 0
  }
  const { passed, failed } = await run(given)
  console.log(formatTotals({ passed, failed }))
  return failed === 0 && passed > 0 ? 0 : 1
}

async function run({ suiteFolder, target, timeoutMs }: Arguments): Promise<Totals> {
  const files = await loadSuite(suiteFolder)
  if (target.kind === 'running') return runFiles(files, target.host, timeoutMs)
  const server = await launchServer(target)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => server.stop().finally(() => process.exit(1)))
  }
  try {
    await server.untilReady()
    const totals = await runFiles(files, server.host, timeoutMs)
    const { ending, output } = server
    if (ending) console.error(`The server ended during the run (${ending}). Its output:\n${output.trim()}`)
    return totals
  } finally {
    console.error(`Server: ${await server.stop()}.`)
  }
}

async function runFiles(files: readonly HurlFile[], host: string, timeoutMs: number): Promise<Totals> {
  const results: FileResult[] = []
  for await (const result of runSuite(files, { host, uid: newUid(), timeoutMs })) {
    results.push(result)
    console.log(formatFile(result))
  }
  return countRequests(results)
}

function explain(error: unknown): number {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`)
  else if (error instanceof HurlSyntaxError)
    console.error(`Not understood, so nothing was run:\n${error.message}`)
  else if (error instanceof SuiteMissingError) console.error(error.message)
  else {
    console.error(error instanceof ServerStartError ? error.message : error)
    return 1
  }
  return 2
}

// A reader that has left (`| head`) must not keep the server from being stopped in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
process.exitCode = await main().catch(explain)
