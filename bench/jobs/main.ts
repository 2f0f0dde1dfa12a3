/** `npm run bench:jobs`: jobs per second and the time to start one, against queues that are well known. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import type { Cleanup } from '../harness/cleanup.ts'
import { adminUrl, runStatement } from '../harness/connection.ts'
import { runProgram } from '../harness/program.ts'
import { planDatabase } from '../harness/temporary-database.ts'
import { textTable } from '../harness/text-table.ts'
import { median } from '../path/ratios.ts'
import type { Kind } from './contender.ts'
import type { Figures } from './round.ts'

const usage = `npm run bench:jobs -- [options]

  --jobs <n>     jobs of one measurement (default 10000)
  --rounds <n>   rounds, in which the queues take turns (default 3)
  --assert       exit code 1 when Lintel is not as fast as it has to be

The database server is BENCH_DATABASE_URL (default postgres://postgres@127.0.0.1:5432/postgres), Redis is BENCH_REDIS_URL
(default redis://127.0.0.1:6379).`

const contenders = ['lintel', 'lintel-once', 'graphile-worker', 'pg-boss', 'bullmq'] as const
type Name = (typeof contenders)[number]
const kinds = ['nothing', 'insert'] as const
/** Those that keep jobs in PostgreSQL, as Lintel does. */
const peers: readonly Name[] = ['graphile-worker', 'pg-boss']
const leastRatio = 1.2
const round = fileURLToPath(new URL('./round.ts', import.meta.url))

interface Sample extends Figures {
  readonly name: Name
  readonly kind: Kind
}

interface Options {
  readonly jobs: number
  readonly rounds: number
  readonly assert: boolean
}

await runProgram(async ({ cleanup }) => {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
      assert: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return
  }
  const { assert } = values
  report(
    await run({ jobs: whole('jobs', values.jobs), rounds: whole('rounds', values.rounds), assert }, cleanup),
    assert,
  )
})

function whole(option: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1) return value
  throw new Error(`--${option} takes a whole number of at least 1; not "${text}".`)
}

async function run({ jobs, rounds }: Options, cleanup: Cleanup): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  for (let at = 0; at < rounds; at++) {
    for (const kind of kinds) {
      // Each time another one first: what disturbs the machine disturbs all alike.
      for (const name of [...contenders.slice(at), ...contenders.slice(0, at)]) {
        const sample = { name, kind, ...(await measure(name, kind, { jobs, cleanup })) }
        samples.push(sample)
        console.log(`round ${at + 1}, ${kind}: ${name} ${sample.perSecond.toFixed(0)} jobs/s`)
      }
    }
  }
  return samples
}

async function measure(
  name: Name,
  kind: Kind,
  { jobs, cleanup }: { readonly jobs: number; readonly cleanup: Cleanup },
): Promise<Figures> {
  const database = planDatabase({
    adminUrl,
    prefix: 'lintel_bench_jobs',
    fill: (url) =>
      runStatement(
        url,
        'CREATE TABLE effects (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, job text)',
      ),
  })
  cleanup.add(database.drop)
  await database.create()
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', round, name, kind, String(jobs)],
    {
      env: {
        ...process.env,
        ROUND_DATABASE_URL: database.url,
        ROUND_REDIS_URL: process.env.BENCH_REDIS_URL ?? 'redis://127.0.0.1:6379',
      },
      maxBuffer: 10_000_000,
    },
  )
  await database.drop()
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figures
}

function report(samples: readonly Sample[], assert: boolean): void {
  const ratios = kinds.map((kind) => {
    const of = (name: Name) => samples.filter((each) => each.name === name && each.kind === kind)
    const rows = contenders.map((name) => [
      name,
      median(of(name).map(({ perSecond }) => perSecond)).toFixed(0),
      median(of(name).map(({ latencyP50Ms }) => latencyP50Ms)).toFixed(1),
      median(of(name).map(({ latencyP95Ms }) => latencyP95Ms)).toFixed(1),
    ])
    console.log(
      [
        `\nJobs that do ${kind}`,
        ...textTable([['queue', 'jobs/s', 'start p50 ms', 'p95 ms'], ...rows], 1),
      ].join('\n'),
    )
    // Within each round, against the best of them.
    const best = of('lintel').map(({ perSecond }, at) => {
      const others = peers.map((name) => of(name)[at]?.perSecond ?? 0)
      return perSecond / Math.max(...others)
    })
    return { kind, ratio: median(best) }
  })
  const missed = ratios.filter(({ ratio }) => ratio < leastRatio)
  const figures = ratios.map(({ kind, ratio }) => `${kind} ${ratio.toFixed(2)}`).join(', ')
  console.log(`\nLintel / the best on PostgreSQL: ${figures} (at least ${leastRatio})`)
  if (assert && missed.length > 0) process.exitCode = 1
}
