/** What policies cost: lists under rules against the same SQL written by hand, and a check that needs no row. */
import type { Cleanup } from '../harness/cleanup.ts'
import { adminUrl, withClient } from '../harness/connection.ts'
import { runProgram } from '../harness/program.ts'
import { measureCheck } from './check-cost.ts'
import { planAccessDatabase, readCallers } from './database.ts'
import { type Options, readOptions, usage } from './options.ts'
import { figuresLine, listTable, type Measured, missedTargets } from './report.ts'
import { measureRounds, type Sample } from './rounds.ts'
import { contendersOf, type ListName, lists } from './statements.ts'

const callerCount = 200

await runProgram(async ({ cleanup }) => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else report(await run(options, cleanup), options)
})

function report(measured: Measured, { assert }: Options): void {
  const misses = assert ? missedTargets(measured) : []
  for (const miss of misses) console.log(`Missed: ${miss}`)
  console.log(figuresLine(measured))
  if (misses.length > 0) process.exitCode = 1
}

async function run({ rows, rounds, seconds }: Options, cleanup: Cleanup): Promise<Measured> {
  const checkUs = measureCheck()
  const database = planAccessDatabase(adminUrl, rows)
  cleanup.add(database.drop)
  console.log(`Creating the database, with ${rows} rows of each kind …`)
  await database.create()
  const callers = await readCallers(database.url, callerCount)
  const measured: Partial<Record<ListName, readonly Sample[]>> = {}
  for (const list of lists) {
    const contenders = contendersOf(list)
    const samples = await withClient(database.url, (client) =>
      measureRounds({ client, contenders, callers, rounds, measureMs: seconds * 1000 }),
    )
    console.log(`${listTable(list, samples)}\n`)
    measured[list] = samples
  }
  return { lists: measured, checkUs }
}
