/** The data-path benchmark: create the database, start the servers, verify, measure, report, clean up. */

import { randomBytes } from 'node:crypto'
import type { Cleanup } from '../harness/cleanup.ts'
import { adminUrl } from '../harness/connection.ts'
import { runProgram } from '../harness/program.ts'
import { freePort } from '../harness/server-process.ts'
import type { Caller } from './callers.ts'
import { loadCallers } from './callers.ts'
import { planPathDatabase } from './database.ts'
import { startLoadProcess } from './load-process.ts'
import type { Options } from './options.ts'
import { readOptions, usage } from './options.ts'
import { missedTargets } from './ratios.ts'
import { ratiosLine, workloadTable } from './report.ts'
import type { Entrant, Sample } from './rounds.ts'
import { measureRounds } from './rounds.ts'
import type { ServerProcess } from './server-process.ts'
import { startServer } from './server-process.ts'
import { chooseServers } from './servers.ts'
import { collectCursors, verifyServers } from './verify.ts'
import { makeWorkload } from './workloads.ts'

await runProgram(async ({ cleanup }) => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else report(await run(options, cleanup), options)
})

function report(samples: readonly Sample[], options: Options): void {
  const misses = options.assert ? missedTargets(samples) : []
  for (const miss of misses) console.log(`Missed: ${miss}`)
  console.log(ratiosLine(samples))
  if (misses.length > 0) process.exitCode = 1
}

async function run(options: Options, cleanup: Cleanup): Promise<Sample[]> {
  const chosen = chooseServers(options.servers)
  const secret = randomBytes(32).toString('hex')
  const database = planPathDatabase(adminUrl)
  cleanup.add(database.drop)
  console.log('Creating the database …')
  await database.create()
  const servers: ServerProcess[] = []
  for (const server of chosen) {
    const started = startServer(server, await freePort(), { databaseUrl: database.url, secret })
    cleanup.add(started.stop)
    servers.push(started)
    await started.ready()
  }
  const callers = await loadCallers(database.url, secret)
  await verifyServers(servers, { callers, databaseUrl: database.url, secret })
  console.log(`Verified: ${chosen.map(({ name }) => name).join(', ')} give the same answers.\n`)
  return measureAll(options, servers, { callers, databaseUrl: database.url, cleanup })
}

async function measureAll(
  options: Options,
  servers: readonly ServerProcess[],
  context: { callers: readonly Caller[]; databaseUrl: string; cleanup: Cleanup },
): Promise<Sample[]> {
  const { callers, databaseUrl, cleanup } = context
  const entrants = await Promise.all(servers.map((server) => prepare(server, callers)))
  const load = startLoadProcess()
  cleanup.add(load.stop)
  const { rounds, seconds } = options
  const all: Sample[] = []
  for (const workload of options.only) {
    const plan = { workload, rounds, measureMs: seconds * 1000, databaseUrl }
    const samples = await measureRounds(plan, entrants, load)
    console.log(`${workloadTable(samples)}\n`)
    all.push(...samples)
  }
  return all
}

async function prepare(process: ServerProcess, callers: readonly Caller[]): Promise<Entrant> {
  const cursors = await collectCursors(process, callers)
  const workload = (name: 'a' | 'b' | 'c') => makeWorkload(name, callers, cursors)
  return { process, workloads: { a: workload('a'), b: workload('b'), c: workload('c') } }
}
