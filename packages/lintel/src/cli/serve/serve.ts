/** Serves an application until it is told to stop. */
import { readContracts } from '../../service/contract-endpoints.ts'
import type { SchemaPolicy } from '../../service/prepare-schema.ts'
import type { Service } from '../../service/service.ts'
import { loadSettings, type Mode, type ServiceSettings } from '../../service/settings.ts'
import type { Observe } from '../../spec/observation.ts'
import { logObserver } from '../../telemetry/logger.ts'
import { databasePlace } from '../database-failure.ts'
import { exitCode } from '../exit-code.ts'
import { applicationDocument } from '../project/application-document.ts'
import type { OpenApplication } from '../project/open-application.ts'
import { summaryText } from '../summary/summary.ts'
import { paintFor, print } from '../terminal.ts'
import { startPatiently } from './start-patiently.ts'
import { aborted } from './stop-signals.ts'
import { terminalLog } from './terminal-log.ts'

export interface ServeOptions extends OpenApplication {
  readonly mode: Mode
  readonly schema: (settings: ServiceSettings) => SchemaPolicy
  readonly seed: boolean
  readonly logs: 'json' | 'terminal'
  /** When it was asked for, in milliseconds since 1970. */
  readonly since: number
  /** Runs jobs, and serves nothing but health. */
  readonly onlyWorks?: boolean
}

export interface Serving {
  readonly service: Service
  readonly observe: Observe
  readonly settings: ServiceSettings
}

/** @throws what `startService` throws; a database that stays away longer than DATABASE_WAIT_MS */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { application, project, mode, seed, logs } = options
  const { model } = application
  const settings = loadSettings(process.env, model, mode).service
  const level = settings.logLevel
  const observe = logs === 'json' ? logObserver({ level, model }) : terminalLog({ level, model })
  const service = await startPatiently(
    {
      application,
      project,
      mode,
      environment: process.env,
      schema: options.schema(settings),
      seed,
      ...(options.onlyWorks ? { onlyWorks: true } : {}),
      observe: () => observe,
    },
    {
      waitMs: settings.databaseWaitMs,
      onWait: (message) => observe({ event: 'log', level: 'warn', message }),
    },
  )
  return { service, observe, settings }
}

/** Prints what is served, and what to try. */
export async function introduce(
  { application, mode, since }: ServeOptions,
  { service, settings }: Serving,
): Promise<void> {
  const startedInMs = Date.now() - since
  const summary = await summaryText(
    {
      service,
      document: await applicationDocument(application),
      contracts: await readContracts(application),
      startedInMs,
      databasePlace: databasePlace(settings.databaseUrl),
      mayPrintToken: mode === 'development' && settings.databaseUrl === undefined,
    },
    paintFor(process.stdout),
  )
  print(summary)
}

/**
 * Lets requests under way come to their end when `signal` is aborted.
 *
 * @returns the exit code: `refused` when requests had to be cut off, or something failed that nobody caught
 */
export async function untilStopped({ service, observe }: Serving, signal: AbortSignal): Promise<number> {
  const failure = new Promise<'failed'>((resolve) => {
    process.on('uncaughtException', (error) => {
      observe({ event: 'fault', where: 'the process', error })
      resolve('failed')
    })
  })
  const outcome = await Promise.race([failure, aborted(signal)])
  const unfinished = await service.stop()
  return outcome === 'failed' || unfinished > 0 ? exitCode.refused : exitCode.ok
}
