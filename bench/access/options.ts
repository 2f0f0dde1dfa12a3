/** The command line of the benchmark. */
import { parseArgs } from 'node:util'

export interface Options {
  /** Notes, and documents. */
  readonly rows: number
  readonly rounds: number
  /** Of one round. */
  readonly seconds: number
  readonly assert: boolean
  readonly help: boolean
}

export const usage = `npm run access -w @lintel/bench -- [options]

  --rows <n>     rows of each table that is listed (default 1000000)
  --rounds <n>   rounds of each list, in which the statements take turns (default 7)
  --seconds <n>  time of one round (default 4)
  --assert       exit code 1 when Lintel misses a target

The database server is BENCH_DATABASE_URL (default postgres://postgres@127.0.0.1:5432/postgres).`

/** @throws Error that names the option and says what it takes */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '7' },
      seconds: { type: 'string', default: '4' },
      assert: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    rows: whole('rows', values.rows, 10_000),
    rounds: whole('rounds', values.rounds, 1),
    seconds: whole('seconds', values.seconds, 1),
    assert: values.assert,
    help: values.help,
  }
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`--${option} takes a whole number of at least ${least}; not "${text}".`)
}
