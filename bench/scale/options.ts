/** The command line of the benchmark. */

import { parseArgs } from 'node:util'

export const measurements = ['type-check', 'editor', 'start'] as const
export type Measurement = (typeof measurements)[number]

export interface Options {
  readonly runs: number
  readonly only: readonly Measurement[]
  readonly assert: boolean
  readonly help: boolean
}

export const usage = `npm run scale -w @lintel/bench -- [options]

  --runs <n>      runs of each measurement, each in a process of its own (default 5)
  --only <names>  ${measurements.join(', ')} (default: all)
  --assert        exit code 1 when a limit is missed

The database server is BENCH_DATABASE_URL (default postgres://postgres@127.0.0.1:5432/postgres).`

/** @throws Error that names the option and says what it takes */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '5' },
      only: { type: 'string', default: measurements.join(',') },
      assert: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs takes a whole number above 0; not "${values.runs}".`)
  return { runs, only: values.only.split(',').map(measurement), assert: values.assert, help: values.help }
}

function measurement(name: string): Measurement {
  const known = measurements.find((each) => each === name)
  if (!known) throw new Error(`--only takes ${measurements.join(', ')}; not "${name}".`)
  return known
}
