/** `lintel work`: a process that runs jobs, beside those that serve. */
import type { Command } from 'commander'
import { exchangesEvents } from '../../service/broker-of.ts'
import { Failure } from '../failure.ts'
import { openApplication } from '../project/open-application.ts'
import { serverSchema } from '../serve/schema-policy.ts'
import { serve, untilStopped } from '../serve/serve.ts'
import { listenForStop } from '../serve/stop-signals.ts'
import { print } from '../terminal.ts'

export function define(command: Command): void {
  command
    .description('Run jobs, and serve nothing but health.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--json', 'log lines as JSON in a terminal too')
    .addHelpText('after', help)
    .action(work)
}

const help = `
Any number of these processes share the work. Where they run, set JOBS=elsewhere for those that serve.
SIGTERM and SIGINT let jobs under way come to their end, for DRAIN_TIMEOUT_MS; others take what is left.`

async function work(directory: string, { json }: { readonly json?: boolean }): Promise<void> {
  const stop = listenForStop()
  const opened = await openApplication(directory)
  const jobs = Object.keys(opened.application.model.jobs ?? {})
  if (jobs.length === 0 && !exchangesEvents(opened.application.model)) {
    throw new Failure('jobs_missing', 'This application has no jobs, and publishes no events.', {
      hint: "Declare one: job('send-receipt', { … }), and export it from a part of the application.",
    })
  }
  const isProduction = Boolean(process.env.DATABASE_URL)
  const isTerminal = process.stdout.isTTY === true
  const serving = await serve({
    ...opened,
    mode: isProduction ? 'production' : 'development',
    schema: isProduction ? serverSchema : () => 'follow',
    seed: false,
    logs: isTerminal && !json ? 'terminal' : 'json',
    since: performance.timeOrigin,
    onlyWorks: true,
  })
  stop.takeOver()
  if (isTerminal && !json)
    print(`Runs ${jobs.join(', ') || 'no jobs'}; health at ${serving.service.url}/health/live`)
  process.exitCode = await untilStopped(serving, stop.signal)
}
