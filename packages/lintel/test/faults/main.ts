/**
 * `npm run test:faults`: jobs and events while processes are killed, connections are cut, and broker and database are
 * restarted, once for each broker. Nothing may be lost, nothing may happen twice, and events of one key keep their order.
 * Then more orders than there is stock. Exits 1 where that is not so.
 */
import { type BrokerName, BrokerServer } from './broker-server.ts'
import { sums } from './ledger.ts'
import { oversell } from './oversell.ts'
import { PostgresCluster } from './postgres-cluster.ts'
import { makeProject, type Project } from './project.ts'
import { underFaults } from './under-faults.ts'

const count = Number(process.env.FAULTS_COUNT ?? 10_000)
const brokers = (process.env.FAULTS_BROKERS ?? 'rabbitmq,redis,nats').split(',') as BrokerName[]

async function main(): Promise<void> {
  const outcomes: boolean[] = []
  for (const broker of brokers) outcomes.push(await round(broker))
  const holds = outcomes.every(Boolean)
  console.log(
    `${holds ? 'holds' : 'DOES NOT HOLD'}: 0 lost, 0 twice, order kept, 0 oversold, on ${brokers.join(', ')}`,
  )
  process.exitCode = holds ? 0 : 1
}

async function round(name: BrokerName): Promise<boolean> {
  const cluster = await PostgresCluster.start()
  let broker: BrokerServer | undefined
  const projects: Project[] = []
  try {
    broker = await BrokerServer.start(name)
    for (const application of ['application', 'reader'])
      projects.push(await makeProject(application, cluster))
    const [publisher, reader] = projects as [Project, Project]
    const begin = Date.now()
    const tally = await underFaults({ count, cluster, broker, publisher, reader })
    const seconds = ((Date.now() - begin) / 1000).toFixed(0)
    const { killed, relays, cut, brokerRestarts, databaseRestarts } = tally
    console.log(
      `\n${name}: ${killed} processes killed, ${relays} of them while they sent and read events; ` +
        `connections cut ${cut} times, broker killed ${brokerRestarts} times, database ${databaseRestarts} times; ${seconds} s`,
    )
    const holds = await sums({ count, publisher, reader })
    const sold = await oversell(publisher)
    const tried = killed > 0 && relays > 0 && brokerRestarts === 2 && databaseRestarts === 1
    if (!tried) console.log('Not every fault came about.')
    return holds && sold && tried
  } finally {
    for (const project of projects) await project.remove()
    await broker?.remove()
    await cluster.remove()
  }
}

await main()
