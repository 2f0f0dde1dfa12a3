/** What came of it: each job and event by its effects. */
import type { Client } from 'pg'
import type { Project } from './project.ts'

interface Counted {
  readonly effects: number
  readonly different: number
  readonly disordered: number
}

async function counted(client: Client, which: string): Promise<Counted> {
  const { rows } = await client.query<Counted>(
    `SELECT count(*)::integer AS effects, count(DISTINCT number)::integer AS different,
       (count(*) FILTER (WHERE number < before))::integer AS disordered
     FROM (SELECT number, lag(number) OVER (PARTITION BY key ORDER BY created_at, id) AS before
       FROM effects WHERE ${which}) AS effects`,
  )
  return rows[0] as Counted
}

async function aside(client: Client, table: string): Promise<number> {
  const { rows } = await client.query(`SELECT count(*)::integer AS count FROM lintel.${table}`)
  return rows[0].count
}

interface Ledger {
  readonly count: number
  readonly publisher: Project
  readonly reader: Project
}

/** @returns whether everything is as it should be */
export async function sums({ count, publisher, reader }: Ledger): Promise<boolean> {
  const own = await publisher.ask(async (client) => ({
    jobs: await counted(client, "kind = 'job'"),
    events: await counted(client, "kind = 'event'"),
    dead: await aside(client, 'dead_jobs'),
  }))
  const other = await reader.ask(async (client) => ({
    events: await counted(client, 'true'),
    dead: await aside(client, 'dead_jobs'),
    refused: await aside(client, 'refused_messages'),
  }))
  if (!own || !other) throw new Error('The database is away at the end.')
  const lines = [
    // Jobs without a key have no order to keep.
    { what: 'jobs', ...own.jobs, disordered: 0 },
    { what: 'events, taken here', ...own.events },
    { what: 'events, taken by another application', ...other.events },
  ]
  let holds = own.dead + other.dead + other.refused === 0
  for (const { what, effects, different, disordered } of lines) {
    const [lost, twice] = [count - different, effects - different]
    const order = what === 'jobs' ? '' : `, ${disordered} out of order`
    console.log(`  ${what}: ${count} told, ${effects} effects, ${lost} lost, ${twice} twice${order}`)
    holds &&= lost === 0 && twice === 0 && disordered === 0
  }
  console.log(`  ${own.dead + other.dead} dead, ${other.refused} refused`)
  return holds
}
