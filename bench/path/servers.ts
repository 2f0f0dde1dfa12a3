/** The servers that are compared, and how each is started. */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type ServerName = 'lintel' | 'fastify' | 'limit' | 'limit-pipelined'

export interface ServerUnderTest {
  readonly name: ServerName
  /** Program and arguments. It gets PORT, DATABASE_URL and BENCH_SECRET, and is ready by GET /health/ready. */
  readonly command: readonly string[]
  /** Whether it promises to refuse a bad body; the bare server checks no more than it needs. */
  readonly validates: boolean
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const node = process.execPath

const lintelMain = here('lintel/main.js')
const limitMain = here('peers/limit/server.js')

// For looking inside: BENCH_NODE_ARGS='--cpu-prof --cpu-prof-dir=…'.
const nodeArgs = process.env.BENCH_NODE_ARGS?.split(' ') ?? []

const all: readonly ServerUnderTest[] = [
  { name: 'lintel', command: [node, ...nodeArgs, lintelMain], validates: true },
  { name: 'fastify', command: [node, here('peers/fastify/server.js')], validates: true },
  { name: 'limit', command: [node, ...nodeArgs, limitMain], validates: false },
  { name: 'limit-pipelined', command: [node, limitMain, '--pipeline'], validates: false },
]

/**
 * The servers of this run, in the order of the table.
 *
 * @param names   empty for all that exist
 * @throws        Error for a name that is not known
 */
export function chooseServers(names: readonly string[]): readonly ServerUnderTest[] {
  const unknown = names.find((name) => !all.some((server) => server.name === name))
  if (unknown) throw new Error(`--servers takes ${all.map(({ name }) => name).join(', ')}; not "${unknown}".`)
  const exists = ({ name }: ServerUnderTest) => name !== 'lintel' || existsSync(lintelMain)
  return all.filter((server) => (names.length === 0 ? exists(server) : names.includes(server.name)))
}
