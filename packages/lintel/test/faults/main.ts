/**
 * `npm run test:faults`: jobs and events while workers are killed, connections are cut and the database is restarted.
 * Nothing may be lost, nothing may happen twice, and events of one key keep their order. Exits 1 where that is not so.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { PostgresCluster } from './postgres-cluster.ts'
import { ServiceProcess } from './processes.ts'

const count = Number(process.env.FAULTS_COUNT ?? 10_000)
const keys = 100
const workers = 3
const killEveryMs = 500
const cutEveryMs = 1_700
const limitMs = 600_000
const packageRoot = fileURLToPath(new URL('../..', import.meta.url))
const application = fileURLToPath(new URL('./application.mjs', import.meta.url))

const tally = { killed: 0, cut: 0, restarts: 0 }

async function main(): Promise<void> {
  const cluster = await PostgresCluster.start()
  const directory = await makeProject()
  try {
    await lintel(directory, cluster, 'plan', '--name', 'first')
    await lintel(directory, cluster, 'migrate', 'up')
    const begin = Date.now()
    await underFaults(directory, cluster)
    const seconds = ((Date.now() - begin) / 1000).toFixed(0)
    process.exitCode = (await ledger(cluster, seconds)) ? 0 : 1
  } finally {
    await cluster.remove()
    await rm(directory, { recursive: true, force: true })
  }
}

async function makeProject(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'lintel-faults-project-'))
  await mkdir(join(directory, 'node_modules'))
  await mkdir(join(directory, 'src'))
  await symlink(packageRoot, join(directory, 'node_modules', 'lintel'), 'dir')
  const manifest = { name: 'faults', type: 'module', lintel: { application: 'src/app.mjs' } }
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest))
  await symlink(application, join(directory, 'src', 'app.mjs'))
  return directory
}

function environmentOf(cluster: PostgresCluster, jobs: 'here' | 'elsewhere'): Record<string, string> {
  return {
    DATABASE_URL: cluster.connectionString,
    JOBS: jobs,
    JOB_LEASE_MS: '2000',
    PORT: '0',
    LOG_LEVEL: 'error',
    DATABASE_POOL_SIZE: '6',
  }
}

async function lintel(
  directory: string,
  cluster: PostgresCluster,
  ...words: readonly string[]
): Promise<void> {
  const command = join(packageRoot, 'bin', 'lintel.js')
  const env = { PATH: process.env.PATH, ...environmentOf(cluster, 'elsewhere') }
  await promisify(execFile)(process.execPath, [command, ...words], { cwd: directory, env })
}

async function underFaults(directory: string, cluster: PostgresCluster): Promise<void> {
  const start = (jobs: 'here' | 'elsewhere') =>
    new ServiceProcess({ directory, environment: environmentOf(cluster, jobs) })
  const door = start('elsewhere')
  const pool = Array.from({ length: workers }, () => start('here'))
  let isOver = false
  const faults = [
    every(killEveryMs, async () => {
      const serving = pool.filter((each) => each.isServing)
      const victim = serving[Math.floor(Math.random() * serving.length)]
      if (victim) {
        await victim.kill('SIGKILL')
        tally.killed++
      }
      // Also those that ended by themselves, while the database was away.
      pool.forEach((each, at) => {
        if (!each.isAlive) pool[at] = start('here')
      })
    }),
    every(cutEveryMs, () => cutConnections(cluster)),
    restartOnce(cluster),
  ]
  function every(ms: number, work: () => Promise<void>): Promise<void> {
    return (async () => {
      while (!isOver) {
        await pause(ms)
        if (!isOver) await work()
      }
    })()
  }
  try {
    await enqueueAll(await door.url())
    await untilDone(cluster)
  } finally {
    isOver = true
    await Promise.allSettled(faults)
    await Promise.all([door, ...pool].map((each) => each.kill('SIGKILL')))
  }
}

/** What is not confirmed is sent again, unless it turns out to have been kept. */
async function enqueueAll(url: string): Promise<void> {
  const batch = 100
  for (let from = 0; from < count; from += batch) {
    const body = JSON.stringify({ from, count: Math.min(batch, count - from), keys })
    for (;;) {
      const answer = await fetch(`${url}/load`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => undefined)
      if (answer?.status === 204) break
      await pause(200)
    }
  }
}

async function withClient<T>(
  cluster: PostgresCluster,
  work: (client: Client) => Promise<T>,
): Promise<T | undefined> {
  const client = new Client({ connectionString: cluster.connectionString, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } catch {
    // The server is away, which is meant.
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function cutConnections(cluster: PostgresCluster): Promise<void> {
  await withClient(cluster, async (client) => {
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND random() < 0.3`,
    )
    tally.cut++
  })
}

async function restartOnce(cluster: PostgresCluster): Promise<void> {
  await pause(8_000)
  await cluster.restart('immediate', 1_500)
  tally.restarts++
}

async function untilDone(cluster: PostgresCluster): Promise<void> {
  const deadline = Date.now() + limitMs
  while (Date.now() < deadline) {
    const left = await withClient(cluster, async (client) => {
      const { rows } = await client.query('SELECT count(*)::integer AS count FROM lintel.jobs')
      return rows[0].count as number
    })
    if (process.stdout.isTTY) process.stdout.write(`\r${left ?? '?'} left   `)
    if (left === 0) return
    await pause(500)
  }
}

interface Counted {
  readonly kind: string
  readonly effects: number
  readonly different: number
  readonly disordered: number
}

/** @returns whether everything is as it should be */
async function ledger(cluster: PostgresCluster, seconds: string): Promise<boolean> {
  const counted = await withClient(cluster, async (client) => {
    const { rows } = await client.query<Counted>(
      `SELECT kind, count(*)::integer AS effects, count(DISTINCT number)::integer AS different,
         (count(*) FILTER (WHERE number < before))::integer AS disordered
       FROM (SELECT kind, number, lag(number) OVER (PARTITION BY kind, key ORDER BY created_at, id) AS before
         FROM effects) AS effects GROUP BY kind ORDER BY kind`,
    )
    const dead = await client.query('SELECT count(*)::integer AS count FROM lintel.dead_jobs')
    return { rows, dead: dead.rows[0].count as number }
  })
  if (!counted) throw new Error('The database is away at the end.')
  const { killed, cut, restarts } = tally
  console.log(
    `\n${killed} workers killed, connections cut ${cut} times, database restarted ${restarts} times, ${seconds} s`,
  )
  let holds = counted.dead === 0 && restarts === 1 && killed > 0
  for (const kind of ['event', 'job']) {
    const { effects, different, disordered } = counted.rows.find((row) => row.kind === kind) ?? {
      effects: 0,
      different: 0,
      disordered: 0,
    }
    const [lost, twice] = [count - different, effects - different]
    // Jobs without a key have no order to keep.
    const order = kind === 'event' ? `, ${disordered} out of order` : ''
    console.log(`${kind}s: ${count} told, ${effects} effects, ${lost} lost, ${twice} twice${order}`)
    holds &&= lost === 0 && twice === 0 && (kind === 'job' || disordered === 0)
  }
  console.log(`${holds ? 'holds' : 'DOES NOT HOLD'}: 0 lost, 0 twice, order kept; ${counted.dead} dead`)
  return holds
}

await main()
