/** The migrations benchmark: one database, then each change by each contender under load, report, clean up. */

import { randomBytes } from 'node:crypto'
import { adminUrl } from '../harness/connection.ts'
import { type Program, runProgram } from '../harness/program.ts'
import { isWithinBounds } from './bounds.ts'
import { changes } from './changes/all.ts'
import { contenders } from './contenders/all.ts'
import { planFirstDatabase } from './database/first-database.ts'
import { type Options, readOptions, usage } from './options.ts'
import { requireBuild } from './places.ts'
import { makeReleaseFolder, writeFirstRelease } from './release/release.ts'
import { busyLines, faultLines, lastLine, runTable } from './report.ts'
import { type Run, runChange } from './run.ts'
import type { Setting } from './setting.ts'

await runProgram(async (program) => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) return console.log(usage)
  const runs = await runAll(options, await prepare(options, program))
  // What ends while the benchmark is being ended would look like a fault of the contender.
  if (!program.signal.aborted) report(runs, options)
})

async function prepare({ rows, seconds }: Options, { cleanup }: Program): Promise<Setting> {
  requireBuild()
  const releases = await makeReleaseFolder()
  cleanup.add(releases.remove)
  const firstRelease = await writeFirstRelease(releases)
  const database = planFirstDatabase({ adminUrl, rows, release: firstRelease })
  cleanup.add(database.drop)
  progress(`Filling the table with ${rows} rows …`)
  await database.create()
  const secret = randomBytes(32).toString('hex')
  const baselineMs = seconds * 1000
  return { firstDatabase: database.name, firstRelease, releases, baselineMs, secret, cleanup }
}

async function runAll(options: Options, setting: Setting): Promise<Run[]> {
  const runs: Run[] = []
  // Contenders in turn, because what disturbs the machine disturbs neighbours in time alike.
  for (const change of changes.filter(({ name }) => options.changes.includes(name))) {
    for (const contender of contenders.filter(({ name }) => options.contenders.includes(name))) {
      const run = await runChange(change, contender, setting)
      progress(lastLine([run]).replace('bench:migrations', change.name))
      runs.push(run)
    }
  }
  return runs
}

function report(runs: readonly Run[], { assert, json }: Options): void {
  if (json) console.log(JSON.stringify({ runs, summary: lastLine(runs) }, undefined, 2))
  else
    console.log(['', runTable(runs), '', ...faultLines(runs), ...busyLines(runs), lastLine(runs)].join('\n'))
  const missed = runs.some((run) => run.contender === 'lintel' && !isWithinBounds(run))
  if (assert && missed) process.exitCode = 1
}

/** On stderr: the figures stand on stdout. */
function progress(text: string): void {
  console.error(text)
}
