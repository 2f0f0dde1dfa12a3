/** A process that serves an application once, as it stands: the entry of the processes that `lintel dev` starts. */
import { readContracts } from '../../service/contract-endpoints.ts'
import { reportOf, reportText, stackText } from '../failure-report.ts'
import { openApplication } from '../project/open-application.ts'
import { readTypeScript } from '../project/typescript-loader.ts'
import { introduce, type ServeOptions, type Serving, serve, untilStopped } from '../serve/serve.ts'
import { type DerivedRoute, derivedRoutes } from '../summary/derived-routes.ts'
import { complain, counted, paintFor, print } from '../terminal.ts'
import type { FromServer, ToServer } from './messages.ts'

const stop = new AbortController()
let isServing = false

// Ctrl-C reaches every process of the terminal; the one that started this says when to stop.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())
process.on('message', (message: ToServer) => {
  if (message.ask === 'serve') void run(message)
  else if (isServing) stop.abort()
  else process.exit()
})
// Ready before there is anything to load, so that a reload has only the application to wait for.
await readTypeScript('any.ts')

async function run({
  directory,
  since,
  before,
  isVerbose,
}: Extract<ToServer, { ask: 'serve' }>): Promise<void> {
  try {
    const opened = await openApplication(directory)
    const options: ServeOptions = {
      ...opened,
      mode: 'development',
      schema: () => 'follow',
      seed: true,
      logs: 'terminal',
      since,
    }
    const serving = await serve(options)
    isServing = true
    const routes = derivedRoutes(serving.service.model, await readContracts(opened.application))
    tell({ tell: 'serving', routes })
    if (before) announceReload({ serving, since, before, routes })
    else await introduce(options, serving)
    process.exitCode = await untilStopped(serving, stop.signal)
  } catch (error) {
    complain(reportText(reportOf(error), paintFor(process.stderr)))
    if (isVerbose) complain(stackText(error))
    tell({ tell: 'failed' })
    process.exitCode = 1
  }
  process.stdout.write('', () => process.exit())
}

function tell(message: FromServer): void {
  process.send?.(message)
}

interface Reload {
  readonly serving: Serving
  readonly since: number
  readonly before: readonly DerivedRoute[]
  readonly routes: readonly DerivedRoute[]
}

function announceReload({ serving, since, before, routes }: Reload): void {
  const paint = paintFor(process.stdout)
  const { applied, unplanned } = serving.service.prepared
  const news = [
    `serving again after ${((Date.now() - since) / 1000).toFixed(2)} s`,
    ...(applied.length > 0 ? [`${counted(applied.length, 'migration')} applied`] : []),
    ...(unplanned > 0 ? [`${counted(unplanned, 'change')} of the schema`] : []),
  ]
  print(paint('green', news.join('; ')))
  for (const line of differences(before, routes)) print(paint(line.startsWith('+') ? 'green' : 'red', line))
}

function differences(before: readonly DerivedRoute[], after: readonly DerivedRoute[]): string[] {
  const text = ({ method, path, who }: DerivedRoute) => `${method} ${path}  ${who}`
  const [old, now] = [new Set(before.map(text)), new Set(after.map(text))]
  return [
    ...[...old].filter((each) => !now.has(each)).map((each) => `- ${each}`),
    ...[...now].filter((each) => !old.has(each)).map((each) => `+ ${each}`),
  ]
}
