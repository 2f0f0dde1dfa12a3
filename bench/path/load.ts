/**
 * The load generator, in a process of its own: keep-alive sockets that send prepared bytes and read of an answer
 * only its status and length. With two cores for server, database and load, a generator that parses and
 * counts much would be the thing measured.
 */

import type { Socket } from 'node:net'
import { connect } from 'node:net'
import type { LoadJob, LoadReply, LoadResult } from './load-process.ts'
import { ResponseReader } from './response-reader.ts'

process.on('message', (job: LoadJob) => {
  const reply = (message: LoadReply) => process.send?.(message)
  runLoad(job).then(
    (result) => reply({ result }),
    (error: Error) => reply({ error: error.message }),
  )
})
// The harness has ended, however it ended.
process.on('disconnect', () => process.exit())

interface Progress {
  readonly requests: readonly Buffer[]
  readonly latenciesMs: number[]
  next: number
  answered: number
  measuring: boolean
  stopped: boolean
}

async function runLoad(job: LoadJob): Promise<LoadResult> {
  const requests = job.requests.map((request) => Buffer.from(request))
  const progress = { requests, latenciesMs: [], next: 0, answered: 0, measuring: false, stopped: false }
  const startedMs = performance.now()
  const cpuBefore = process.cpuUsage()
  let measuredMs = 0
  const sockets = Array.from({ length: job.connections }, () => connect(job.port, '127.0.0.1'))
  try {
    const failure = Promise.race(sockets.map((socket) => drive(socket, job.status, progress)))
    await Promise.race([failure, pause(job.warmUpMs)])
    progress.measuring = true
    const measureStartMs = performance.now()
    await Promise.race([failure, pause(job.measureMs)])
    measuredMs = performance.now() - measureStartMs
  } finally {
    progress.stopped = true
    for (const socket of sockets) socket.destroy()
  }
  const cpu = process.cpuUsage(cpuBefore)
  const wallMs = performance.now() - startedMs
  return { ...summarize(progress, measuredMs), wallMs, loadCpuMs: (cpu.user + cpu.system) / 1000 }
}

/** Sends one request after the other on a socket, until stopped. Settles only by failing. */
function drive(socket: Socket, status: number, progress: Progress): Promise<never> {
  return new Promise((_, reject) => {
    const reader = new ResponseReader(status)
    let sentMs = 0
    const send = () => {
      sentMs = performance.now()
      socket.write(progress.requests[progress.next++ % progress.requests.length]!)
    }
    const read = (chunk: Buffer) => {
      if (!reader.read(chunk)) return
      progress.answered++
      if (progress.measuring) progress.latenciesMs.push(performance.now() - sentMs)
      if (!progress.stopped) send()
    }
    socket.setNoDelay(true)
    socket.on('connect', send)
    socket.on('data', (chunk) => {
      try {
        read(chunk)
      } catch (error) {
        reject(error)
      }
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server closed a connection under load.')))
  })
}

function summarize({ latenciesMs, answered }: Progress, measuredMs: number) {
  if (latenciesMs.length === 0) throw new Error('The server answered nothing in the measured time.')
  const sorted = Float64Array.from(latenciesMs).sort()
  const percentile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return {
    requestsPerSecond: (sorted.length * 1000) / measuredMs,
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    p99Ms: percentile(0.99),
    answered,
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
