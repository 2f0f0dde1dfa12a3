/** One contender, one kind of job, in a process of its own; prints its figures as JSON. */
import type { Contender, Kind } from './contender.ts'

export interface Figures {
  readonly perSecond: number
  /** From enqueueing one job, while nothing else is to do, to its start; in milliseconds. */
  readonly latencyP50Ms: number
  readonly latencyP95Ms: number
}

const contenders: Readonly<Record<string, () => Promise<Contender>>> = {
  lintel: async () => (await import('./contenders/lintel.ts')).lintel,
  'lintel-once': async () => (await import('./contenders/lintel.ts')).lintelOnce,
  'graphile-worker': async () => (await import('./contenders/graphile-worker.ts')).graphileWorker,
  'pg-boss': async () => (await import('./contenders/pg-boss.ts')).pgBoss,
  bullmq: async () => (await import('./contenders/bullmq.ts')).bullmq,
}
const latencySamples = 100
const warmUp = 200

async function measure(name: string, kind: Kind, jobs: number): Promise<Figures> {
  const contender = await contenders[name]?.()
  if (!contender) throw new Error(`There is no contender ${name}.`)
  let done = 0
  let onBegun = () => {}
  const started = await contender.start({
    databaseUrl: process.env.ROUND_DATABASE_URL ?? '',
    redisUrl: process.env.ROUND_REDIS_URL ?? '',
    kind,
    concurrency: 20,
    onBegun: () => onBegun(),
    onDone: () => {
      done++
    },
  })
  const untilDone = async (count: number) => {
    while (done < count) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await started.work()
  await started.enqueue(warmUp)
  await untilDone(warmUp)
  const latencies: number[] = []
  for (let sample = 0; sample < latencySamples; sample++) {
    const begun = new Promise<void>((resolve) => {
      onBegun = resolve
    })
    const fromMs = performance.now()
    await started.enqueue(1)
    await begun
    latencies.push(performance.now() - fromMs)
    await untilDone(warmUp + sample + 1)
  }
  onBegun = () => {}
  // Enqueued while the worker runs, as in an application; the clock runs over both.
  const before = warmUp + latencySamples
  const fromMs = performance.now()
  await started.enqueue(jobs)
  await untilDone(before + jobs)
  const seconds = (performance.now() - fromMs) / 1000
  await started.stop()
  latencies.sort((one, other) => one - other)
  const at = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? Number.NaN
  return { perSecond: jobs / seconds, latencyP50Ms: at(0.5), latencyP95Ms: at(0.95) }
}

const [name = '', kind = 'nothing', jobs = '1000'] = process.argv.slice(2)
console.log(JSON.stringify(await measure(name, kind as Kind, Number(jobs))))
process.exit(0)
