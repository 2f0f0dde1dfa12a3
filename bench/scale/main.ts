/** The scale benchmark: write a large application, check it, open it in an editor, start it, report, clean up. */

import { adminUrl } from '../harness/connection.ts'
import { type Program, runProgram } from '../harness/program.ts'
import { writeApplication } from './application/write-application.ts'
import { planScaleDatabase } from './database.ts'
import { editorSession } from './editor.ts'
import { type Figures, missedLimits } from './figures.ts'
import { listToAsk, loadModel, sizeOf } from './model-size.ts'
import { type Options, readOptions, usage } from './options.ts'
import { places, requireBuild } from './places.ts'
import { editorText, lastLine, sizeText, startText, typeCheckText } from './report.ts'
import { type StartOptions, type StartSample, startOnce } from './start.ts'
import { emit, typeCheck, typeCheckWork } from './type-check.ts'

await runProgram(async (program) => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await run(options, program)
})

async function run(options: Options, program: Program): Promise<void> {
  requireBuild()
  const written = writeApplication(places.application, places.userSettings)
  await emit()
  const model = await loadModel()
  const size = sizeOf(model)
  console.log(sizeText(written, size))
  const { only, runs } = options
  const figures: Figures = {
    ...(only.includes('type-check') ? { typeCheck: await checkTypes(runs) } : {}),
    ...(only.includes('editor') ? { editor: await repeat(runs, editorSession) } : {}),
    ...(only.includes('start') ? { starts: await measureStarts(runs, model, program) } : {}),
  }
  for (const text of [typeCheckText(figures), editorText(figures), startText(figures)])
    if (text) console.log(text)
  const misses = options.assert ? missedLimits(figures) : []
  for (const miss of misses) console.log(`Missed: ${miss}`)
  console.log(lastLine(figures, size))
  if (misses.length > 0) process.exitCode = 1
}

async function checkTypes(runs: number) {
  return { samples: await repeat(runs, typeCheck), work: await typeCheckWork() }
}

async function measureStarts(
  runs: number,
  model: Awaited<ReturnType<typeof loadModel>>,
  { cleanup, signal }: Program,
): Promise<StartSample[]> {
  const database = planScaleDatabase(adminUrl, model)
  cleanup.add(database.drop)
  await database.create()
  const options: StartOptions = {
    databaseUrl: database.url,
    list: listToAsk(model),
    signal,
  }
  // In turn, because what disturbs the machine disturbs neighbours in time alike.
  const rounds = await repeat(runs, async () => [
    await startOnce('compiled', options),
    await startOnce('source', options),
  ])
  return rounds.flat()
}

async function repeat<T>(times: number, measure: () => Promise<T>): Promise<T[]> {
  const samples: T[] = []
  while (samples.length < times) samples.push(await measure())
  return samples
}
