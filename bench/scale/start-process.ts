/** The process whose start is measured: loads the framework and the application, serves it, and tells when. */

// Before anything is imported: what is past here is Node itself.
const marks = { begun: now() } as Record<Mark, number>

export type Mark = 'begun' | 'framework' | 'loader' | 'parts' | 'model' | 'ready'

/** What it sends to whoever started it, once it is ready. */
export interface Started {
  /** Milliseconds since 1970, with fractions. */
  readonly marks: Readonly<Record<Mark, number>>
  readonly url: string
  readonly routes: number
  /** Of somebody with the role `support`. */
  readonly token: string
  readonly rssMiB: number
  /** Processor time of all threads until it was ready. */
  readonly cpuMs: number
}

// It stands alone: an import at the top would be loaded before the first mark.
const inside = (path: string) => import(new URL(path, import.meta.resolve('lintel')).href)
const [parts, application] = process.argv.slice(2) as [string, string]

const { startService } = await inside('./service/service.js')
const { logObserver } = await inside('./telemetry/logger.js')
await import('lintel')
mark('framework')
// As the command does: it reads TypeScript where Node does not.
if (application.endsWith('.ts')) {
  const { readTypeScript } = await inside('./cli/project/typescript-loader.js')
  await readTypeScript(application)
}
mark('loader')
await import(parts)
mark('parts')
const { default: built } = await import(application)
mark('model')
const service = await startService({
  application: built,
  project: { directory: import.meta.dirname },
  mode: 'production',
  environment: process.env,
  schema: 'trust',
  seed: false,
  observe: () => logObserver({ level: 'warn', model: built.model }),
})
mark('ready')
const { user, system } = process.cpuUsage()

const started: Started = {
  marks,
  url: service.url,
  routes: service.routes,
  token: await service.tokens.sign({ id: '01900000-0000-7000-8000-000000000001', roles: ['support'] }),
  rssMiB: process.memoryUsage.rss() / 1024 ** 2,
  cpuMs: (user + system) / 1000,
}
process.send?.(started)
// Whoever started it lets go, or has gone.
process.once('disconnect', () => void service.stop().then(() => process.exit(0)))

function mark(name: Mark): void {
  marks[name] = now()
}

function now(): number {
  return performance.timeOrigin + performance.now()
}
