/** Starts the load generator and gives it one job at a time. */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { BenchRequest, Workload } from './workloads.ts'

export interface LoadJob {
  readonly port: number
  /** Whole HTTP/1.1 requests, sent in turn. */
  readonly requests: readonly string[]
  readonly status: number
  readonly connections: number
  readonly warmUpMs: number
  readonly measureMs: number
}

export interface LoadResult {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  /** All answers, those of the warm-up included. */
  readonly answered: number
  /** Time and processor time of the generator, warm-up included. */
  readonly wallMs: number
  readonly loadCpuMs: number
}

export type LoadReply = { readonly result: LoadResult } | { readonly error: string }

export interface LoadProcess {
  /** @throws Error when an answer has another status, or a connection fails */
  run(port: number, workload: Workload, measureMs: number): Promise<LoadResult>
  stop(): void
}

const connections = 32
const warmUpMs = 1000

export function startLoadProcess(): LoadProcess {
  // Detached: Ctrl-C reaches the harness alone, which then ends the others in order.
  const child = fork(fileURLToPath(new URL('load.js', import.meta.url)), { detached: true })
  const ended = once(child, 'exit').then(() => [{ error: 'The load generator has ended.' }])
  return {
    run: async (port, { requests, status }, measureMs) => {
      const texts = requests.map((request) => requestText(request, port))
      const job: LoadJob = { port, requests: texts, status, connections, warmUpMs, measureMs }
      child.send(job)
      const [reply] = (await Promise.race([once(child, 'message'), ended])) as [LoadReply]
      if ('error' in reply) throw new Error(reply.error)
      return reply.result
    },
    stop: () => void child.kill('SIGKILL'),
  }
}

function requestText({ method, path, token, body }: BenchRequest, port: number): string {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Accept: application/json']
  if (token !== undefined) lines.push(`Authorization: Bearer ${token}`)
  if (body !== undefined) {
    lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`)
  }
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}
