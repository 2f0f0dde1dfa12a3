/** The load, and everything that goes wrong meanwhile. */
import { setTimeout as pause } from 'node:timers/promises'
import { TcpProxy } from '../tcp-proxy.ts'
import type { BrokerServer } from './broker-server.ts'
import type { PostgresCluster } from './postgres-cluster.ts'
import type { ServiceProcess } from './processes.ts'
import type { Project } from './project.ts'

const keys = 100
const batch = 100
/** The load goes on while the worst happens. */
const batchEveryMs = 200
const killEveryMs = 500
const killRelayEveryMs = 4_000
const cutEveryMs = 1_700
const cutBrokerEveryMs = 2_900
const limitMs = 600_000
const standstillMs = 60_000

export interface Run {
  readonly count: number
  readonly cluster: PostgresCluster
  readonly broker: BrokerServer
  readonly publisher: Project
  readonly reader: Project
}

export interface Tally {
  killed: number
  relays: number
  cut: number
  brokerRestarts: number
  databaseRestarts: number
}

interface Place {
  readonly project: Project
  process: ServiceProcess
}

export async function underFaults(run: Run): Promise<Tally> {
  const { count, cluster, broker, publisher, reader } = run
  const tally: Tally = { killed: 0, relays: 0, cut: 0, brokerRestarts: 0, databaseRestarts: 0 }
  const proxy = new TcpProxy({ host: '127.0.0.1', port: broker.port })
  await proxy.open()
  const brokerUrl = broker.url(proxy.port)
  const begin = (project: Project) => ({ project, process: project.start('here', brokerUrl) })
  const door = publisher.start('elsewhere', brokerUrl)
  const pool: Place[] = [publisher, publisher, reader, reader].map(begin)
  let isOver = false
  const every = async (ms: number, work: () => Promise<void>): Promise<void> => {
    while (!isOver) {
      await pause(ms)
      if (!isOver) await work()
    }
  }
  const replaceDead = () => {
    for (const place of pool) if (!place.process.isAlive) Object.assign(place, begin(place.project))
  }
  const killOne = async () => {
    // Another one of its application goes on: on a busy machine they are killed faster than they can begin.
    const alive = pool.filter(({ process }) => process.isServing)
    const serving = alive.filter(({ project }) => alive.filter((each) => each.project === project).length > 1)
    const victim = serving[Math.floor(Math.random() * serving.length)]
    if (victim) {
      await victim.process.kill('SIGKILL')
      tally.killed++
    }
    // Also those that ended by themselves, while the database was away.
    replaceDead()
  }
  const killRelays = async () => {
    for (const project of [publisher, reader]) {
      const pid = await relayOf(project)
      const victim = pool.find((place) => place.process.child.pid === pid)
      if (!victim) continue
      await victim.process.kill('SIGKILL')
      tally.killed++
      tally.relays++
    }
    replaceDead()
  }
  const cutBroker = async () => {
    await proxy.shut()
    await proxy.open()
    tally.cut++
  }
  const restarts = async () => {
    await pause(5_000)
    await broker.restart(500)
    tally.brokerRestarts++
    await pause(2_000)
    await cluster.restart('immediate', 1_500)
    tally.databaseRestarts++
    await pause(4_000)
    await broker.restart(500)
    tally.brokerRestarts++
  }
  const faults: Promise<void>[] = []
  try {
    const url = await door.url()
    // RabbitMQ keeps nothing for readers that were never there.
    await readerReads(reader)
    faults.push(every(killEveryMs, killOne), every(killRelayEveryMs, killRelays))
    faults.push(
      every(cutEveryMs, () => cutDatabase(publisher, tally)),
      every(cutBrokerEveryMs, cutBroker),
    )
    const restarted = restarts()
    faults.push(restarted)
    // Told where it is awaited, when the load is on its way.
    restarted.catch(() => undefined)
    await enqueueAll(url, count)
    await restarted
    await untilDone(run, tally)
    return tally
  } finally {
    isOver = true
    await Promise.allSettled(faults)
    await Promise.all([door, ...pool.map(({ process }) => process)].map((each) => each.kill('SIGKILL')))
    await proxy.shut()
  }
}

/** A name is `<host> <pid>`. */
async function relayOf(project: Project): Promise<number | undefined> {
  const names = await project.ask(async (client) => {
    const { rows } = await client.query("SELECT holder_name FROM lintel.leases WHERE name = 'events'")
    return rows.map(({ holder_name: name }) => String(name))
  })
  return names?.[0] === undefined ? undefined : Number(names[0].split(' ').at(-1))
}

async function readerReads(reader: Project): Promise<void> {
  while ((await relayOf(reader)) === undefined) await pause(100)
  await pause(3_000)
}

async function cutDatabase(project: Project, tally: Tally): Promise<void> {
  await project.ask(async (client) => {
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND random() < 0.3`,
    )
    tally.cut++
  })
}

/** What is not confirmed is sent again, and refused where it turns out to have been kept. */
async function enqueueAll(url: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += batch) {
    const body = JSON.stringify({ from, count: Math.min(batch, count - from), keys })
    for (;;) {
      const answer = await fetch(`${url}/load`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => undefined)
      if (answer?.status === 204 || answer?.status === 409) break
      await pause(200)
    }
    await pause(batchEveryMs)
  }
}

/** Until everything has had its effect, or nothing moves any more. */
async function untilDone({ count, publisher, reader }: Run, tally: Tally): Promise<void> {
  const deadline = Date.now() + limitMs
  let [before, movedAt] = ['', Date.now()]
  while (Date.now() < deadline && Date.now() - movedAt < standstillMs) {
    const sent = await publisher.ask(async (client) => {
      const { rows } = await client.query(
        `SELECT (SELECT count(*) FROM lintel.jobs)::integer AS jobs,
           (SELECT count(*) FROM lintel.outbox)::integer AS outbox`,
      )
      return rows[0] as { jobs: number; outbox: number }
    })
    const taken = await reader.ask(async (client) => {
      const { rows } = await client.query(
        `SELECT (SELECT count(*) FROM lintel.jobs)::integer AS jobs,
           (SELECT count(*) FROM effects)::integer AS effects`,
      )
      return rows[0] as { jobs: number; effects: number }
    })
    const now = JSON.stringify([sent, taken])
    if (process.env.FAULTS_VERBOSE) console.error(new Date().toISOString(), now, JSON.stringify(tally))
    if (sent && taken && sent.jobs + sent.outbox + taken.jobs === 0 && taken.effects >= count) return
    if (now !== before) [before, movedAt] = [now, Date.now()]
    await pause(500)
  }
}
