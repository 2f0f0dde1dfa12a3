/** `lintel start`: serves; on the server that `DATABASE_URL` names as in production, else on the embedded database. */
import type { Command } from 'commander'
import { ConfigurationError, type Mode } from '../../service/settings.ts'
import { openApplication } from '../project/open-application.ts'
import { serverSchema } from '../serve/schema-policy.ts'
import { introduce, type ServeOptions, serve, untilStopped } from '../serve/serve.ts'
import { listenForStop } from '../serve/stop-signals.ts'

interface Options {
  readonly summary?: boolean
  readonly json?: boolean
}

export function define(command: Command): void {
  command
    .description('Serve: as in production where DATABASE_URL is set, else on the embedded database.')
    .argument('[directory]', 'folder of the application', '.')
    .option('--summary', 'print what is served also in production')
    .option('--json', 'log lines as JSON in a terminal too')
    .addHelpText('after', help)
    .action(start)
}

const help = `
With DATABASE_URL it serves only on a schema that the migrations have brought about; MIGRATIONS_AT_START says
whether it waits for those that are pending, or applies them. Without, it applies what the model says and adds
seed rows.
SIGTERM and SIGINT let requests under way come to their end. "lintel doctor" lists the settings.`

async function start(directory: string, { summary, json }: Options): Promise<void> {
  const stop = listenForStop()
  const opened = await openApplication(directory)
  const mode = modeOf(process.env)
  const isProduction = mode === 'production'
  const isTerminal = process.stdout.isTTY === true
  const options: ServeOptions = {
    ...opened,
    mode,
    schema: isProduction ? serverSchema : () => 'follow',
    seed: !isProduction,
    logs: isTerminal && !isProduction && !json ? 'terminal' : 'json',
    since: performance.timeOrigin,
  }
  const serving = await serve(options)
  stop.takeOver()
  if (summary || isTerminal || !isProduction) await introduce(options, serving)
  process.exitCode = await untilStopped(serving, stop.signal)
}

/** @throws ConfigurationError where production is meant and there is no server: the embedded database is none for it */
function modeOf({ DATABASE_URL, NODE_ENV }: NodeJS.ProcessEnv): Mode {
  if (DATABASE_URL) return 'production'
  if (NODE_ENV !== 'production') return 'development'
  const message = 'is required where NODE_ENV is production: the embedded database is for development only.'
  throw new ConfigurationError([{ setting: 'DATABASE_URL', message }])
}
