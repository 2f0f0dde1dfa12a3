/** How long customers wait while a release serves them: without a migration, and with one. */

import { setTimeout as pause } from 'node:timers/promises'
import type { ServerProcess } from '../harness/server-process.ts'
import type { Migrate } from './contenders/contender.ts'
import { type Waits, waitsOf } from './figures.ts'
import { type LoadRequest, nowMs, type Waited } from './load/load-plan.ts'
import { startLoad } from './load/load-process.ts'
import { startRelease } from './release/start-release.ts'
import type { Setting } from './setting.ts'
import type { StageFigures, StageName } from './stage.ts'

// What two cores bear that also run PostgreSQL, the load and the migration: a full machine would hide what waits for what.
const requestsPerSecond = 150
const connections = 16

const warmUpMs = 5_000
/** Requests of this time belong to the migration: what is slow at the end of the base line would hide its waits. */
const gapMs = 1_000
/** The release serves on, as it does until the next one is rolled out. */
const settleMs = 5_000

export interface UnderLoad extends Setting {
  readonly databaseUrl: string
  readonly stage: StageName
  /** Folder of the release that serves. */
  readonly serving: string
  readonly requests: readonly LoadRequest[]
  readonly migrate: Migrate
}

/** `failure`: why the migration failed. */
export type UnderLoadFigures = StageFigures & { readonly failure?: string }

/** The load failed without a migration, so that there is nothing to compare with. */
export class DisturbedBaseline extends Error {
  constructor(message: string, log: string) {
    super(`${message}\n${log}`)
    this.name = 'DisturbedBaseline'
  }
}

/** @throws DisturbedBaseline, Error when the server does not start */
export async function measureUnderLoad(options: UnderLoad): Promise<UnderLoadFigures> {
  const { stage, serving, requests, cleanup } = options
  const server = await startRelease(serving, options)
  cleanup.add(server.stop)
  const load = startLoad({ port: server.port, requests, requestsPerSecond, connections })
  cleanup.add(load.stop)
  try {
    await pause(warmUpMs)
    const baselineFromMs = nowMs()
    await pause(options.baselineMs)
    const baselineToMs = nowMs()
    await pause(gapMs)
    const migrated = await timeMigration(options)
    await pause(settleMs)
    const waited = await load.finish()
    const baseline = waitsOf(between(waited, baselineFromMs, baselineToMs))
    refuseFailing(baseline, server)
    return { stage, baseline, migration: waitsOf(between(waited, baselineToMs)), ...migrated }
  } finally {
    load.stop()
    await server.stop()
  }
}

async function timeMigration({ migrate, databaseUrl }: UnderLoad) {
  const startMs = performance.now()
  const failure = await migrate(databaseUrl).then(
    () => undefined,
    (error: Error) => error.message,
  )
  const durationMs = performance.now() - startMs
  return { durationMs, ...(failure === undefined ? {} : { failure }) }
}

function between(waited: readonly Waited[], fromMs: number, toMs = Number.POSITIVE_INFINITY) {
  return waited.filter(({ dueMs }) => dueMs >= fromMs && dueMs < toMs)
}

function refuseFailing({ requests, failed, failures }: Waits, server: ServerProcess): void {
  if (failed === 0 && requests > 0) return
  throw new DisturbedBaseline(
    `Without a migration ${failed} of ${requests} requests failed (${JSON.stringify(failures)}).`,
    troubles(server),
  )
}

/** The last lines of its log that are not about a request that was answered as it should be. */
function troubles(server: ServerProcess): string {
  const lines = server
    .output()
    .split('\n')
    .filter((line) => /"level":"(warn|error)"|"status":5/.test(line))
  return lines.slice(-5).join('\n')
}
