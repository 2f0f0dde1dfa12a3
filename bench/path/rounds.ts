/** The measurement: rounds in which each server works for a moment, in another order each time. */

import { runStatement } from '../harness/connection.ts'
import type { LoadProcess, LoadResult } from './load-process.ts'
import { databaseCost, serverCost } from './process-cost.ts'
import type { ServerProcess } from './server-process.ts'
import type { ServerName } from './servers.ts'
import type { Workload, WorkloadName } from './workloads.ts'

export interface Sample extends LoadResult {
  readonly workload: WorkloadName
  readonly server: ServerName
  readonly round: number
  /** Of the server and all it started, when the load had just stopped. */
  readonly rssMiB: number
  /** Processor time per request of the server, and of PostgreSQL for it. */
  readonly serverCpuUs: number
  readonly databaseCpuUs: number
}

export interface Entrant {
  readonly process: ServerProcess
  readonly workloads: Readonly<Record<WorkloadName, Workload>>
}

export interface RoundsPlan {
  readonly workload: WorkloadName
  readonly rounds: number
  readonly measureMs: number
  readonly databaseUrl: string
}

/** @throws Error when a server answers wrongly under load */
export async function measureRounds(
  plan: RoundsPlan,
  entrants: readonly Entrant[],
  load: LoadProcess,
): Promise<Sample[]> {
  // Once without counting: in its first seconds a server runs code that is not compiled yet.
  for (const entrant of entrants) await measure({ ...plan, measureMs: 1000 }, -1, entrant, load)
  const samples: Sample[] = []
  for (let round = 0; round < plan.rounds; round++) {
    for (let place = 0; place < entrants.length; place++) {
      const entrant = entrants[(round + place) % entrants.length]!
      samples.push(await measure(plan, round, entrant, load))
    }
  }
  return samples
}

async function measure(
  plan: RoundsPlan,
  round: number,
  entrant: Entrant,
  load: LoadProcess,
): Promise<Sample> {
  const { process, workloads } = entrant
  const { workload, databaseUrl, measureMs } = plan
  const database = new URL(databaseUrl).pathname.slice(1)
  // Every turn starts with an empty table: the last server must not insert into the largest.
  if (workload === 'c') await runStatement(databaseUrl, 'truncate notes')
  const serverBefore = serverCost(process.pid)
  const databaseBefore = databaseCost(database)
  const result = await load.run(process.port, workloads[workload], measureMs).catch((error: Error) => {
    throw new Error(`${process.server.name}, workload ${workload}: ${error.message}`)
  })
  const serverAfter = serverCost(process.pid)
  const usPerRequest = (ms: number) => (ms * 1000) / result.answered
  return {
    ...result,
    workload,
    server: process.server.name,
    round,
    rssMiB: serverAfter.rssMiB,
    serverCpuUs: usPerRequest(serverAfter.cpuMs - serverBefore.cpuMs),
    databaseCpuUs: usPerRequest(databaseCost(database).cpuMs - databaseBefore.cpuMs),
  }
}
