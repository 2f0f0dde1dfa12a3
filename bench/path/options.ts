/** The command line of the benchmark. */

import { parseArgs } from 'node:util'
import type { WorkloadName } from './workloads.ts'
import { workloadNames } from './workloads.ts'

export interface Options {
  readonly rounds: number
  readonly seconds: number
  readonly only: readonly WorkloadName[]
  /** Names of servers; empty for all. */
  readonly servers: readonly string[]
  readonly assert: boolean
  readonly help: boolean
}

export const usage = `npm run path -w @lintel/bench -- [options]

  --rounds <n>       rounds of each workload, each server once per round (default 5)
  --seconds <n>      measured time of one server in one round (default 3)
  --only <a,b,c>     a: list with nested includes, b: read one, c: create a note
  --servers <names>  lintel, fastify, limit, limit-pipelined
  --assert           exit code 1 when Lintel misses a target

The database server is BENCH_DATABASE_URL (default postgres://postgres@127.0.0.1:5432/postgres).`

/** @throws Error that names the option and says what it takes */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      only: { type: 'string', default: workloadNames.join(',') },
      servers: { type: 'string', default: '' },
      assert: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    only: names(values.only).map(workloadName),
    servers: names(values.servers),
    assert: values.assert,
    help: values.help,
  }
}

function positive(option: string, text: string): number {
  const value = Number(text)
  if (!(Number.isInteger(value) && value > 0)) throw new Error(`--${option} takes a whole number above 0.`)
  return value
}

function workloadName(name: string): WorkloadName {
  const known = workloadNames.find((each) => each === name)
  if (!known) throw new Error(`--only takes ${workloadNames.join(', ')}; there is no workload "${name}".`)
  return known
}

function names(list: string): string[] {
  return list.split(',').filter((name) => name !== '')
}
