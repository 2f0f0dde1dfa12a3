/** The command line of the benchmark. */

import { parseArgs } from 'node:util'
import { type ChangeName, changeNames } from './changes/change.ts'
import { type ContenderName, contenderNames } from './contenders/contender.ts'

export interface Options {
  /** Of the table that is changed. */
  readonly rows: number
  /** How long the load is measured without a migration, before each one. */
  readonly seconds: number
  readonly changes: readonly ChangeName[]
  readonly contenders: readonly ContenderName[]
  readonly assert: boolean
  readonly json: boolean
  readonly help: boolean
}

export const usage = `npm run migrations -w @lintel/bench -- [options]

  --rows <n>            rows of the table that is changed (default 2000000)
  --seconds <n>         measured time without a migration, before each run (default 10)
  --changes <names>     ${changeNames.slice(0, 4).join(', ')},
                        ${changeNames.slice(4).join(', ')} (default: all)
  --contenders <names>  ${contenderNames.join(', ')} (default: all)
  --assert              exit code 1 when Lintel misses a bound
  --json                print the figures as JSON

The database server is BENCH_DATABASE_URL (default postgres://postgres@127.0.0.1:5432/postgres).`

/** @throws Error that names the option and says what it takes */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '2000000' },
      seconds: { type: 'string', default: '10' },
      changes: { type: 'string', default: changeNames.join(',') },
      contenders: { type: 'string', default: contenderNames.join(',') },
      assert: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    ...values,
    rows: whole('rows', values.rows, 1_000),
    seconds: whole('seconds', values.seconds, 1),
    changes: known('changes', values.changes, changeNames),
    contenders: known('contenders', values.contenders, contenderNames),
  }
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`--${option} takes a whole number of at least ${least}; not "${text}".`)
}

function known<Name extends string>(option: string, list: string, names: readonly Name[]): readonly Name[] {
  const wanted = list.split(',')
  const unknown = wanted.find((name) => !names.some((each) => each === name))
  if (unknown !== undefined) throw new Error(`--${option} takes ${names.join(', ')}; not "${unknown}".`)
  return names.filter((name) => wanted.includes(name))
}
