/** The data-path benchmark: create the database, start the servers, verify, measure, report, clean up. */

import { randomBytes } from 'node:crypto'
import type { Caller } from './callers.ts'
import { loadCallers } from './callers.ts'
import { Cleanup } from './cleanup.ts'
import { planDatabase } from './database.ts'
import { startLoadProcess } from './load-process.ts'
import type { Options } from './options.ts'
import { readOptions, usage } from './options.ts'
import { missedTargets } from './ratios.ts'
import { ratiosLine, workloadTable } from './report.ts'
import type { Entrant, Sample } from './rounds.ts'
import { measureRounds } from './rounds.ts'
import type { ServerProcess } from './server-process.ts'
import { freePort, startServer } from './server-process.ts'
import { chooseServers } from './servers.ts'
import { collectCursors, verifyServers } from './verify.ts'
import { makeWorkload } from './workloads.ts'

const adminUrl = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const cleanup = new Cleanup()
let interrupted = false
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    interrupted = true
    void end().finally(() => process.exit(code))
  })
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else report(await run(options), options)
} catch (error) {
  // After a signal, what was at work fails because its database is dropped under it.
  if (!interrupted) fail(error)
} finally {
  await end()
}

async function end(): Promise<void> {
  await cleanup.run().catch(fail)
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

function report(samples: readonly Sample[], options: Options): void {
  const misses = options.assert ? missedTargets(samples) : []
  for (const miss of misses) console.log(`Missed: ${miss}`)
  console.log(ratiosLine(samples))
  if (misses.length > 0) process.exitCode = 1
}

async function run(options: Options): Promise<Sample[]> {
  const chosen = chooseServers(options.servers)
  const secret = randomBytes(32).toString('hex')
  const database = planDatabase(adminUrl)
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
  return measureAll(options, servers, { callers, databaseUrl: database.url })
}

async function measureAll(
  options: Options,
  servers: readonly ServerProcess[],
  { callers, databaseUrl }: { callers: readonly Caller[]; databaseUrl: string },
): Promise<Sample[]> {
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
