/** `npm run bench:cache`: what a hit costs, how often a stampede computes, and how soon another instance has forgotten. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Cleanup } from '../harness/cleanup.ts'
import { adminUrl } from '../harness/connection.ts'
import { runProgram } from '../harness/program.ts'
import { planDatabase } from '../harness/temporary-database.ts'
import { median } from '../path/ratios.ts'
import { counted, Product, startCatalogue } from './catalogue.ts'
import { memoryHit, redisHit } from './hit-cost.ts'

const usage = `npm run bench:cache -- [options]

  --rounds <n>   rounds, in which both sides take turns (default 7)
  --assert       exit code 1 when a target is missed

The database server is BENCH_DATABASE_URL (default postgres://postgres@127.0.0.1:5432/postgres), Redis is BENCH_REDIS_URL
(default redis://127.0.0.1:6379).`

const mostOverheadUs = 2
const mostRedisRatio = 1.1
const misses = 1_000
const writes = 100
const mostMs = 50
const instance = fileURLToPath(new URL('./instance.ts', import.meta.url))

await runProgram(async ({ cleanup }) => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' },
      assert: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return
  }
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number of at least 1.')
  const memory = await memoryHit(rounds)
  const overheadUs = memory.hitUs - memory.bareUs
  console.log(`In memory: a hit ${memory.hitUs.toFixed(3)} µs, a bare LRU ${memory.bareUs.toFixed(3)} µs`)
  const redis = await redisHit(rounds, process.env.BENCH_REDIS_URL ?? 'redis://127.0.0.1:6379')
  console.log(`Redis: a hit ${redis.hitUs.toFixed(1)} µs, a bare GET ${redis.bareUs.toFixed(1)} µs`)
  const { runs, latencies } = await instances(cleanup)
  const worstMs = Math.max(...latencies)
  console.log(`Another instance: median ${median(latencies).toFixed(1)} ms of ${latencies.length} writes`)
  const held = [
    overheadUs <= mostOverheadUs,
    redis.ratio <= mostRedisRatio,
    runs === 1,
    latencies.length === writes && worstMs <= mostMs,
  ]
  console.log(
    `\nmemory +${overheadUs.toFixed(2)} µs (at most ${mostOverheadUs}), Redis ${redis.ratio.toFixed(2)} x (at most ${mostRedisRatio}), ` +
      `${misses} misses computed ${runs} x (at most 1), forgotten elsewhere within ${worstMs.toFixed(1)} ms (at most ${mostMs})`,
  )
  if (values.assert && held.includes(false)) process.exitCode = 1
})

async function instances(cleanup: Cleanup): Promise<{ runs: number; latencies: number[] }> {
  const database = planDatabase({ adminUrl, prefix: 'lintel_bench_cache' })
  cleanup.add(database.drop)
  await database.create()
  const here = await startCatalogue({ DATABASE_URL: database.url }, 'create')
  cleanup.add(async () => {
    await here.stop()
  })
  const child = fork(instance, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, INSTANCE_DATABASE_URL: database.url },
  })
  cleanup.add(async () => {
    if (!child.connected) return
    child.disconnect()
    await once(child, 'exit')
  })
  const [there] = (await once(child, 'message')) as [string]
  const { id } = await here.db.insert(Product, { name: 'pear', stock: 0 })
  counted.runs = 0
  await Promise.all(
    Array.from({ length: misses }, () => fetch(`${here.url}/slow`).then((each) => each.text())),
  )
  const { runs } = counted
  const latencies: number[] = []
  for (let stock = 1; stock <= writes; stock++) {
    await (await fetch(`${there}/products/${id}`)).text()
    await fetch(`${here.url}/products/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ stock }),
    }).then((answer) => answer.text())
    // From the answer of the write to the first answer of the other that shows it.
    const from = performance.now()
    while (!(await (await fetch(`${there}/products/${id}`)).text()).includes(`"stock":${stock},`)) {
      if (performance.now() - from > 10_000) throw new Error('The other instance never heard of it.')
    }
    latencies.push(performance.now() - from)
  }
  return { runs, latencies }
}
