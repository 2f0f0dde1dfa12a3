/** The table of a run and its last line, as text. */

import { textTable } from '../harness/text-table.ts'
import { median, medianRatio } from './ratios.ts'
import type { Sample } from './rounds.ts'
import type { ServerName } from './servers.ts'
import type { WorkloadName } from './workloads.ts'
import { titles } from './workloads.ts'

const columns = [
  'server',
  'req/s',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'RSS MiB',
  'node µs',
  'pg µs',
  '/fastify',
  '/limit',
]
const pairs: readonly (readonly [ServerName, ServerName])[] = [
  ['lintel', 'fastify'],
  ['lintel', 'limit'],
  ['fastify', 'limit'],
  ['limit-pipelined', 'limit'],
]

/** Medians over the rounds; memory as it was after the last. `node µs`, `pg µs`: processor time per request. */
export function workloadTable(samples: readonly Sample[]): string {
  const { workload } = samples[0]!
  const servers = [...new Set(samples.map(({ server }) => server))]
  const order: readonly string[] = ['lintel', 'fastify', 'limit', 'limit-pipelined']
  const lines = servers
    .toSorted((left, right) => order.indexOf(left) - order.indexOf(right))
    .map((server) => row(samples, workload, server))
  const loadUs = median(samples.map(({ loadCpuMs, answered }) => (loadCpuMs * 1000) / answered))
  const note = `Load generator: ${loadUs.toFixed(0)} µs of processor time per request.`
  return [`${workload}: ${titles[workload]}`, ...textTable([columns, ...lines], 1), note].join('\n')
}

/** All ratios of requests per second on one line. */
export function ratiosLine(samples: readonly Sample[]): string {
  const workloads = [...new Set(samples.map(({ workload }) => workload))]
  const parts = workloads.map((workload) => {
    const ratios = pairs
      .map(
        ([server, against]) =>
          [`${server}/${against}`, medianRatio(samples, workload, server, against)] as const,
      )
      .filter(([, ratio]) => !Number.isNaN(ratio))
    return `${workload}: ${ratios.map(([name, ratio]) => `${name} ${ratio.toFixed(3)}`).join(', ')}`
  })
  return `Ratios of req/s, ${parts.join('; ')}`
}

function row(samples: readonly Sample[], workload: WorkloadName, server: ServerName): string[] {
  const own = samples.filter((sample) => sample.server === server)
  const middle = (pick: (sample: Sample) => number, digits: number) => number(median(own.map(pick)), digits)
  return [
    server,
    middle((sample) => sample.requestsPerSecond, 0),
    middle((sample) => sample.p50Ms, 2),
    middle((sample) => sample.p95Ms, 2),
    middle((sample) => sample.p99Ms, 2),
    number(own.at(-1)!.rssMiB, 0),
    middle((sample) => sample.serverCpuUs, 0),
    middle((sample) => sample.databaseCpuUs, 0),
    number(medianRatio(samples, workload, server, 'fastify'), 2),
    number(medianRatio(samples, workload, server, 'limit'), 2),
  ]
}

function number(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–'
}
