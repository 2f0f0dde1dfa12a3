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

// From dist/path/, where this file runs, back to the source.
const lintelMain = here('../../path/lintel/main.ts')
const limitMain = here('peers/limit/server.js')

const all: readonly ServerUnderTest[] = [
  { name: 'lintel', command: [node, '--import', 'tsx', lintelMain], validates: true },
  { name: 'fastify', command: [node, here('peers/fastify/server.js')], validates: true },
  { name: 'limit', command: [node, limitMain], validates: false },
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
